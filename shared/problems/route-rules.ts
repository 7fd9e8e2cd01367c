import { findings, problems } from './messages.ts'

export const routeRulesProblems = problems({
  'rule-not-editable': {
    status: 422,
    en: 'The document of this rule is written in a way that cannot be edited without touching the rest of it.',
    'zh-CN': '此规则的文档写法无法在不改动其余内容的情况下编辑。',
  },
  'rule-read-only': {
    status: 422,
    en: 'Rules of the old form ({{key}}) are shown and kept, but not written.',
    'zh-CN': '旧格式规则（{{key}}）只展示和保留，不写入。',
  },
  'scope-unread': {
    status: 422,
    en: 'No data plane reads the scope “{{name}}”. Use “app”, or one caller as “caller:name@version”.',
    'zh-CN': '没有数据面读取范围 “{{name}}”。请使用 “app”，或单个调用方 “caller:名称@版本”。',
  },
})

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
  'service-not-registered': {
    en: '“{{service}}” is not registered where these callers look.',
    'zh-CN': '在这些调用方可见的范围内没有注册 “{{service}}”。',
  },
  'name-with-dots': {
    en: 'The name “{{service}}” has dots. Other kinds of rules cannot address such a service.',
    'zh-CN': '名称 “{{service}}” 含有点号，其他类型的规则无法指向这样的服务。',
  },
})

/** What a condition has wrong. */
const conditionFindings = findings({
  'condition-without-name': { en: 'Name the header, parameter or label.', 'zh-CN': '请填写请求头、参数或标签的名称。' },
  'condition-without-value': { en: 'A value is needed to compare with.', 'zh-CN': '需要填写用于比较的值。' },
  'header-name-invalid': {
    en: '“{{name}}” cannot be the name of a header.',
    'zh-CN': '“{{name}}” 不能作为请求头名称。',
  },
  'header-value-invalid': {
    en: 'A header’s value has no line breaks or other control characters.',
    'zh-CN': '请求头的值不能包含换行或其他控制字符。',
  },
  'number-needed': { en: 'This comparison needs a whole number.', 'zh-CN': '此比较需要一个整数。' },
  'pattern-not-posix': {
    en: 'Sidecars read POSIX patterns. “{{pattern}}” uses more than that, and every call would lose its connection.',
    'zh-CN': 'Sidecar 只支持 POSIX 正则。“{{pattern}}” 超出了范围，所有调用都会断开连接。',
  },
  'pattern-unreadable': {
    en: '“{{pattern}}” is no valid pattern, and every call would lose its connection.',
    'zh-CN': '“{{pattern}}” 不是有效的正则，所有调用都会断开连接。',
  },
  'pattern-changed-by-case': {
    en: 'Sidecars write the pattern in capitals when the case is ignored; “{{pattern}}” no longer works then.',
    'zh-CN': '忽略大小写时 Sidecar 会把正则转为大写，“{{pattern}}” 将不再可用。',
  },
  'absent-header-matches': {
    en: 'A missing header counts as empty here, so calls without “{{name}}” meet this condition, too.',
    'zh-CN': '此处缺失的请求头视为空值，因此没有 “{{name}}” 的调用也满足该条件。',
  },
  'operator-repeated': {
    en: '“{{name}}” can be compared only once with {{operator}} in a route.',
    'zh-CN': '一条路由中 “{{name}}” 只能使用一次 {{operator}} 比较。',
  },
  'ignore-case-mixed': {
    en: 'All conditions on “{{name}}” must treat the case alike.',
    'zh-CN': '“{{name}}” 的所有条件对大小写的处理必须一致。',
  },
  'alternatives-of-conditions': {
    en: 'A route here has one group of conditions. Add a route for each alternative.',
    'zh-CN': '此处一条路由只能有一组条件，请为每个备选项添加一条路由。',
  },
  'not-available': {
    en: '{{framework}} cannot do this: {{feature}}.',
    'zh-CN': '{{framework}} 不支持：{{feature}}。',
  },
  'weight-not-whole': { en: 'Weights are whole per cents here.', 'zh-CN': '此处权重必须为整数百分比。' },
})

/** What is odd about documents as found. */
const documentFindings = findings({
  'rule-unreadable': {
    en: 'The document cannot be read as a list of rules. Running sidecars keep what they had; starting ones lose every rule.',
    'zh-CN': '文档无法读取为规则列表。运行中的 Sidecar 保留旧规则，新启动的会丢失全部规则。',
  },
  'rule-replaced': {
    en: 'The document cannot be read, so saving replaces all of it.',
    'zh-CN': '文档无法读取，保存会替换其全部内容。',
  },
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
  'newest-means-others': {
    en: '{{framework}} has no newest version: this share goes to the instances that no destination names, or to all where there are none.',
    'zh-CN': '{{framework}} 没有最新版本的概念：这一份会进入没有去向指定的实例，若没有这样的实例则进入全部实例。',
  },
  'number-quoted': {
    en: 'A weight or precedence is not written as a number. Sidecars refuse the whole document.',
    'zh-CN': '权重或优先级不是数字写法，Sidecar 会拒绝整个文档。',
  },
  'fields-kept': {
    en: 'Fields that the form does not know are kept: {{fields}}.',
    'zh-CN': '表单不认识的字段会原样保留：{{fields}}。',
  },
  'header-never-matches': {
    en: 'Sidecars look for “{{canonical}}”, so a condition on “{{name}}” never matches.',
    'zh-CN': 'Sidecar 查找的是 “{{canonical}}”，对 “{{name}}” 的条件永远不会匹配。',
  },
  'operator-unknown': {
    en: 'The operator “{{operator}}” on “{{name}}” is not known to the data plane.',
    'zh-CN': '数据面不认识 “{{name}}” 上的操作符 “{{operator}}”。',
  },
  'match-group-referred': {
    en: 'The route refers to the match group “{{group}}”. Which calls it takes is not known here.',
    'zh-CN': '该路由引用了流量标记 “{{group}}”，此处无法得知它接收哪些调用。',
  },
  'caller-never-matches': {
    en: 'Mesher does not know the caller’s name, so the condition on “{{caller}}” never matches. Use a rule for that caller.',
    'zh-CN': 'Mesher 不知道调用方名称，对 “{{caller}}” 的条件永远不会匹配。请为该调用方单独建立规则。',
  },
  'caller-labels-ignored': {
    en: 'Labels of the caller are not looked at without its name: the route takes every call.',
    'zh-CN': '没有调用方名称时不会检查其标签：该路由接收所有调用。',
  },
  'pattern-drops-calls': {
    en: 'The pattern “{{pattern}}” on “{{name}}” cannot be read by sidecars: every call loses its connection.',
    'zh-CN': 'Sidecar 无法读取 “{{name}}” 上的正则 “{{pattern}}”：所有调用都会断开连接。',
  },
  'precedence-shared': {
    en: 'Two routes have the precedence {{precedence}} and share the weights of the one that is used first.',
    'zh-CN': '有两条路由的优先级都是 {{precedence}}，它们共用先被使用者的权重。',
  },
  'documents-differ': {
    en: 'The documents of this rule differ. The form shows the one for {{shown}}; saving makes them equal.',
    'zh-CN': '此规则的多个文档不一致。表单显示的是 {{shown}} 的文档，保存后会统一。',
  },
  'status-differs': {
    en: 'Some documents of this rule are enabled and some are not.',
    'zh-CN': '此规则的文档有的启用，有的停用。',
  },
  'version-uncovered': {
    en: '{{service}} {{version}} has no document of this rule and follows the rule of the app.',
    'zh-CN': '{{service}} {{version}} 没有此规则的文档，使用应用级规则。',
  },
  'dialect-uncovered': {
    en: '{{services}} read other labels ({{labels}}) and do not see this rule.',
    'zh-CN': '{{services}} 读取其他标签（{{labels}}），看不到此规则。',
  },
  'labels-unread': {
    en: 'No known data plane asks for the labels {{labels}}: nobody reads this document.',
    'zh-CN': '没有已知的数据面查询标签 {{labels}}：此文档无人读取。',
  },
  'no-readers': {
    en: 'Nobody who would read this rule is registered now.',
    'zh-CN': '目前没有会读取此规则的服务注册。',
  },
  'match-group-unreadable': {
    en: 'The match group cannot be read, so which calls it takes is not known.',
    'zh-CN': '无法读取流量标记，因此不清楚它匹配哪些调用。',
  },
  'no-readers-to-write-for': {
    en: 'Nobody who would read this policy is registered, so there is no label set to write it for.',
    'zh-CN': '没有会读取此策略的服务注册，因此没有可写入的标签集。',
  },
  'v1-rule-present': {
    en: 'There is also a rule of the old form ({{key}}) for this service. The one that was changed last is in force.',
    'zh-CN': '此服务还有旧格式规则（{{key}}），最后修改的一个生效。',
  },
  'v1-rule': {
    en: 'This rule has the old form. It is shown and kept, but not edited here.',
    'zh-CN': '此规则为旧格式，只展示和保留，不在此编辑。',
  },
  'value-over-limit': {
    en: 'The document would be {{bytes}} bytes long; Kie stores at most {{limit}}.',
    'zh-CN': '文档将有 {{bytes}} 字节，Kie 最多存储 {{limit}} 字节。',
  },
  'too-many-labels': {
    en: 'A document has at most {{limit}} labels.',
    'zh-CN': '一个文档最多有 {{limit}} 个标签。',
  },
})

/** What a data plane cannot do, and why; shown where the form disables something. */
const capabilityFindings = findings({
  'mesher-sets-no-caller': {
    en: 'Mesher does not know its caller’s name on outgoing calls. Write a rule for one caller instead.',
    'zh-CN': 'Mesher 在出站调用中不知道调用方名称，请为单个调用方编写规则。',
  },
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
  'lowered-to-pattern': {
    en: '{{framework}} has no such operator; it is written as a pattern and read back as what it was.',
    'zh-CN': '{{framework}} 没有此操作符，会以正则写入并原样读回。',
  },
  'absent-is-empty': {
    en: '{{framework}} takes a missing header as an empty one.',
    'zh-CN': '{{framework}} 把缺失的请求头视为空值。',
  },
  'whole-per-cents': {
    en: '{{framework}} takes weights in whole per cents.',
    'zh-CN': '{{framework}} 的权重只能是整数百分比。',
  },
  'rules-know-no-caller': {
    en: 'A route rule of {{framework}} cannot ask for the caller. Write a rule for one caller instead.',
    'zh-CN': '{{framework}} 的路由规则不能判断调用方，请为单个调用方编写规则。',
  },
  'versionless-is-newest': {
    en: 'Without a version, {{framework}} means the newest version.',
    'zh-CN': '不写版本时，{{framework}} 只指最新版本。',
  },
  'one-group': {
    en: '{{framework}} joins all conditions of a route by “and”.',
    'zh-CN': '{{framework}} 的一条路由中所有条件之间是“且”的关系。',
  },
})

export const routeRulesFindings = findings({
  ...draftFindings,
  ...conditionFindings,
  ...documentFindings,
  ...capabilityFindings,
})
