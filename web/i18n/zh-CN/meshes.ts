import type { Translation } from '../translation.ts'
import type { meshes as en } from '../en/meshes.ts'

export const meshes: Translation<typeof en> = {
  title: '网格',
  none: '没有接入网格',
  noneHint: '网格写在配置文件中，写法见 docs/operating.md。',
  kind: { servicecomb: 'ServiceComb', istio: 'Istio', consul: 'Consul' },
  namespaces_other: '{{count}} 个命名空间',
  connections: '连接',
  part: { registry: '注册中心', policies: '策略', 'call-records': '调用记录' },
  test: '测试连接',
  answered: '{{product}} {{version}} 在 {{time}} 内应答',
  answeredPlain: '{{product}} 在 {{time}} 内应答',
  silent: '{{product}} 没有应答',
  tested: '测试结果',
  sampling: { label: '采样', all: '全部调用', 'one-in-n': '每 n 次取一次', unknown: '未声明' },
  capabilities: '能力',
  kindOfPolicy: { 'route-rules': '路由规则' },
  framework: '{{framework}}，{{count}} 个服务',
  assumed: '假定',
  feature: '特性',
  available: { yes: '有', no: '没有', unknown: '未知' },
  takesEffect: {
    label: '生效方式',
    live: '即时',
    liveWithin: '{{time}} 内',
    'after-restart': '重启后',
    unknown: '未知',
  },
  proof: { label: '可证明到', none: '无', stored: '已存储', live: '在每个边车上生效', observed: '在调用中观测到' },
  whole: '此类策略本身',
}
