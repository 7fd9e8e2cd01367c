import type { instanceStatus as en } from '../en/instance-status.ts'
import type { Translation } from '../translation.ts'

export const instanceStatus: Translation<typeof en> = {
  instances: '实例',
  act: { up: '恢复', 'out-of-service': '摘除' },
  title: { up: '恢复 {{instance}}', 'out-of-service': '摘除 {{instance}}' },
  stay: '之后 {{service}} 的 {{all}} 个实例中有 {{ready}} 个就绪。',
  stayOfVersion: '其中版本 {{version}} 的 {{allOfVersion}} 个实例中有 {{readyOfVersion}} 个就绪。',
  idle: '时间窗内没有调用到达它。',
  nobodyTakes: '没有实例接替它的 {{rate}}。',
  moves: {
    up: '依据时间窗内的调用，约 {{rate}} 会回到它。',
    'out-of-service': '依据时间窗内的调用，约 {{rate}} 会转到其他实例。',
  },
  do: { up: '恢复，{{rate}} 转入', 'out-of-service': '摘除，{{rate}} 转走' },
  change: { up: '恢复 {{service}} 的 {{host}}', 'out-of-service': '摘除 {{service}} 的 {{host}}' },
  gone: '此实例已不在注册中心。',
}
