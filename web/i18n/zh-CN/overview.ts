import type { Translation } from '../translation.ts'
import type { overview as en } from '../en/overview.ts'

export const overview: Translation<typeof en> = {
  title: '总览',
  headline: {
    failing_other: '{{count}} 处故障',
    degraded_other: '{{count}} 处降级',
    rest_other: '其余 {{count}} 个服务正常',
    allWell_other: '{{count}} 个服务全部正常',
    unknown: '服务状况未知',
    none: '没有注册的服务',
  },
  entering: '{{rate}} 进入网格，其中 {{share}} 失败',
  enteringNone: '此时间窗内没有调用进入网格',
  enteringUnknown: '此时间窗没有数据',
  troubles: '异常',
  caller: { hidden: '不可见的调用方', all: '全部调用方' },
  reason: {
    failed: '{{share}} 的调用失败，界限 {{limit}}',
    'client-errors': '{{share}} 的调用返回 4xx，界限 {{limit}}',
  },
  measure: { failed: '失败', 'client-errors': '4xx' },
  since: '{{time}} 起',
  whole: '整个时间窗内',
  course: '占比在时间窗内的走势',
  tape: '服务健康',
  tapeMeta: '每格 {{step}}，越高越糟',
  legend: { ok: '正常', degraded: '降级', failing: '故障', idle: '空闲', unknown: '无数据' },
  openTopology: '打开拓扑',
  columns: { service: '服务', rate: '次/秒', errors: '错误 %', tape: '走势' },
  enters: '进入网格',
  cell: '{{time}}，{{state}}，{{calls}} 次调用，{{failed}} 次失败',
  step: { seconds: '{{count}} 秒', minutes: '{{count}} 分钟', hours: '{{count}} 小时' },
  fold: '显示其余 {{count}} 个服务',
  seen: '最近的变更',
}
