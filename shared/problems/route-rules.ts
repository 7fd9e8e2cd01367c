import { findings } from './messages.ts'

/** What a draft says. */
const draftFindings = findings({
  'weights-miss-100': { en: 'The weights must add up to 100 %.', 'zh-CN': '权重之和必须为 100 %。' },
  'destination-without-labels': {
    en: 'A destination needs at least one label.',
    'zh-CN': '去向至少需要一个标签。',
  },
  'no-catch-all': {
    en: 'No route takes the rest: calls that match nothing fall to {{version}}, the newest version.',
    'zh-CN': '没有兜底路由：不匹配的调用会进入最新版本 {{version}}。',
  },
  'no-catch-all-rate': {
    en: 'No route takes the rest: {{rate}} calls/s would fall to {{version}}, the newest version.',
    'zh-CN': '没有兜底路由：每秒 {{rate}} 次调用会进入最新版本 {{version}}。',
  },
  'without-rule-rate': {
    en: 'Without this rule {{rate}} calls/s go to {{version}}, the newest version.',
    'zh-CN': '没有此规则时，每秒 {{rate}} 次调用会进入最新版本 {{version}}。',
  },
  'route-unreachable': {
    en: 'This route is never reached: “{{route}}” above it takes every call.',
    'zh-CN': '此路由永远不会生效：上方的 “{{route}}” 已接收所有调用。',
  },
  'route-repeated': {
    en: 'This route matches the same calls as “{{route}}” above it and is never reached.',
    'zh-CN': '此路由与上方的 “{{route}}” 匹配相同的调用，永远不会生效。',
  },
  'destination-left-to-others': {
    en: '{{destination}} has no ready instance: others take its {{weight}} % of the calls.',
    'zh-CN': '{{destination}} 没有就绪实例：其 {{weight}} % 的调用由其他实例接收。',
  },
  'destination-without-ready-instances': {
    en: '{{destination}} has no ready instance: its {{weight}} % of the calls would end in 502.',
    'zh-CN': '{{destination}} 没有就绪实例：其 {{weight}} % 的调用会以 502 结束。',
  },
  'destination-single-instance': {
    en: '{{destination}} has one ready instance, which would get {{weight}} % of the calls.',
    'zh-CN': '{{destination}} 只有一个就绪实例，将接收 {{weight}} % 的调用。',
  },
  'destination-repeated': {
    en: 'Two destinations of this route have the same labels.',
    'zh-CN': '此路由有两个标签相同的去向。',
  },
  'newer-version-left-out': {
    en: 'Version {{version}} is registered and newer than every destination; it gets no calls by this rule.',
    'zh-CN': '已注册的版本 {{version}} 比所有去向都新，按此规则不会收到调用。',
  },
  'weight-not-whole': { en: 'Weights are whole per cents here.', 'zh-CN': '此处权重必须为整数百分比。' },
  'newest-means-others': {
    en: '{{framework}} has no newest version: this share goes to the instances that no destination names, or to all where there are none.',
    'zh-CN': '{{framework}} 没有最新版本的概念：这一份会进入没有去向指定的实例，若没有这样的实例则进入全部实例。',
  },
})

/** What is odd about documents as found. */
const documentFindings = findings({
  'route-without-destinations': {
    en: 'A route without destinations makes every call lose its connection.',
    'zh-CN': '没有去向的路由会使所有调用断开连接。',
  },
  'weights-over-100': {
    en: 'The weights add up to {{total}} %. Sidecars refuse the whole document and keep what they had.',
    'zh-CN': '权重之和为 {{total}} %。Sidecar 拒绝整个文档并保留旧规则。',
  },
  'weights-below-100': {
    en: '{{remainder}} % is not given to anyone and falls to the newest version.',
    'zh-CN': '有 {{remainder}} % 未分配，会进入最新版本。',
  },
  'weights-below-100-others': {
    en: '{{remainder}} % is not given to anyone and falls to the instances that no destination names.',
    'zh-CN': '有 {{remainder}} % 未分配，会进入没有去向指定的实例。',
  },
  'number-quoted': {
    en: 'A weight or precedence is not written as a number. Sidecars refuse the whole document.',
    'zh-CN': '权重或优先级不是数字写法，Sidecar 会拒绝整个文档。',
  },
  'match-group-referred': {
    en: 'The route refers to the match group “{{group}}”. Which calls it takes is not known here.',
    'zh-CN': '该路由引用了流量标记 “{{group}}”，此处无法得知它接收哪些调用。',
  },
  'precedence-shared': {
    en: 'Two routes have the precedence {{precedence}} and share the weights of the one that is used first.',
    'zh-CN': '有两条路由的优先级都是 {{precedence}}，它们共用先被使用者的权重。',
  },
  'v1-rule-present': {
    en: 'There is also a rule of the old form ({{key}}) for this service. The one that was changed last is in force.',
    'zh-CN': '此服务还有旧格式规则（{{key}}），最后修改的一个生效。',
  },
  'v1-rule': {
    en: 'This rule has the old form. It is shown and kept, but not edited here.',
    'zh-CN': '此规则为旧格式，只展示和保留，不在此编辑。',
  },
})

/** What a data plane cannot do, and why; shown where the form disables something. */
const capabilityFindings = findings({
  'framework-lacks-mirroring': {
    en: '{{framework}} cannot mirror: no copy of a call goes to another version.',
    'zh-CN': '{{framework}} 不支持镜像：不会把调用复制一份发往另一个版本。',
  },
  'framework-lacks': {
    en: '{{framework}} has no such thing in route rules.',
    'zh-CN': '{{framework}} 的路由规则没有此功能。',
  },
  'reads-by-version': {
    en: '{{framework}} asks for its own rules by its version.',
    'zh-CN': '{{framework}} 按自身版本读取规则。',
  },
  'whole-per-cents': {
    en: '{{framework}} takes weights in whole per cents.',
    'zh-CN': '{{framework}} 的权重只能是整数百分比。',
  },
  'versionless-is-newest': {
    en: 'Without a version, {{framework}} means the newest version.',
    'zh-CN': '不写版本时，{{framework}} 只指最新版本。',
  },
})

export const routeRulesFindings = findings({ ...draftFindings, ...documentFindings, ...capabilityFindings })
