import type { Translation } from '../translation.ts'
import type { retries as en } from '../en/retries.ts'

export const retries: Translation<typeof en> = {
  empty: '没有规则时，失败的调用不会重试。',
  summary: {
    none: '不重试',
    same: '同一实例再试 {{onSame}} 次，最多 {{attempts}} 次尝试',
    next: '换实例再试 {{onNext}} 次，最多 {{attempts}} 次尝试',
    both: '同一实例再试 {{onSame}} 次，并换 {{onNext}} 个实例，最多 {{attempts}} 次尝试',
  },
  forMatch: '{{match}} 的调用：{{retries}}',
  changeTitle: '重试对 {{service}} 的调用：最多 {{attempts}} 次尝试',
  changeTitleNone: '不重试对 {{service}} 的调用',
  attempts: {
    title: '尝试次数',
    hintNone: '失败的调用不会重试。',
    hint: '一次调用最多变成 {{attempts}} 次尝试，它所做的事也会重复这么多次：只重试可以重复的调用。',
    onSame: '同一实例再试',
    onSameHint: '每选定一个实例之后',
    onNext: '换实例',
    onNextHint: '依次选择',
  },
  conditions: {
    title: '重试的条件',
    hint: '超时、断开的连接，以及以下应答。',
    statuses: '应答（HTTP 状态码）',
    byItself: '由数据面自行决定',
    range: '400 到 599',
  },
  backoff: {
    title: '两次尝试之间的等待',
    byItself: '未选择：由数据面自行决定。',
    minMs: '首次等待',
    maxMs: '最长等待',
    none: { name: '不等待', hint: '立即重试：在出问题时增加负载。' },
    constant: { name: '固定', hint: '每次等待相同时间。' },
    exponential: { name: '指数', hint: '逐次加长，直到最长等待。' },
    random: { name: '随机', hint: '分散开来，避免调用方同时返回。' },
  },
  load: {
    title: '最坏的放大负载',
    none: '在此时间窗的拓扑上，没有重试规则放大调用。',
    sentence: '一次进入的调用最多变成 {{service}} 的 {{factor}} 次调用，路径 {{path}}。',
    sentenceEndless: '重试在 {{service}} 处形成环路：负载没有上限。{{path}}',
    service: '服务',
    path: '最坏路径',
    factor: '一次变为',
    times: '× {{factor}}',
    endless: '没有上限',
  },
  removal: {
    text_other: '之后失败的调用不再按此规则重试（目前最多 {{count}} 次尝试）。',
    act: '删除重试规则',
  },
}
