import type { policyNames as en } from '../en/policy-names.ts'
import type { Translation } from '../translation.ts'

export const policyNames: Translation<typeof en> = {
  one: {
    'route-rules': '路由规则',
    'rate-limits': '限流规则',
    'circuit-breakers': '熔断规则',
    'load-balancing': '负载均衡规则',
    retries: '重试规则',
    faults: '故障注入',
    authorizations: '调用授权',
    'instance-status': '实例状态',
  },
  everyService: '所有服务',
}
