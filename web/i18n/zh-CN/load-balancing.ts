import type { Translation } from '../translation.ts'
import type { loadBalancing as en } from '../en/load-balancing.ts'

export const loadBalancing: Translation<typeof en> = {
  empty: '没有规则时，代理轮流选择实例。',
  heading: '实例的选择',
  hint: '由每个调用方的代理各自决定，范围是路由允许的实例。',
  unknown: '未知策略 “{{name}}”',
  forMatch: '{{match}} 的调用使用{{strategy}}',
  changeTitle: '{{service}} 的实例选择：{{strategy}}',
  strategy: {
    'round-robin': { name: '轮询', hint: '依次选择，分配均匀，不考虑实例的忙闲。' },
    random: { name: '随机', hint: '任选其一，调用多时分配均匀，各代理互不同步。' },
    'weighted-response': { name: '按响应时间加权', hint: '应答更快的实例得到更多调用。' },
    'session-stickiness': { name: '会话保持', hint: '带有该实例 Cookie 的调用进入同一实例。' },
  },
  removal: {
    text: '之后代理使用针对所有服务的规则；没有时轮流选择实例。',
    act: '删除负载均衡规则',
  },
}
