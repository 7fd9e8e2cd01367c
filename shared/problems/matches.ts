import { findings } from './messages.ts'

/** What is wrong with conditions, and what data planes make of them. */
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
  'header-never-matches': {
    en: 'Sidecars look for “{{canonical}}”, so a condition on “{{name}}” never matches.',
    'zh-CN': 'Sidecar 查找的是 “{{canonical}}”，对 “{{name}}” 的条件永远不会匹配。',
  },
  'operator-unknown': {
    en: 'The operator “{{operator}}” on “{{name}}” is not known to the data plane.',
    'zh-CN': '数据面不认识 “{{name}}” 上的操作符 “{{operator}}”。',
  },
  'match-group-unreadable': {
    en: 'The match group cannot be read, so which calls it takes is not known.',
    'zh-CN': '无法读取流量标记，因此不清楚它匹配哪些调用。',
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
  'lowered-to-pattern': {
    en: '{{framework}} has no such operator; it is written as a pattern and read back as what it was.',
    'zh-CN': '{{framework}} 没有此操作符，会以正则写入并原样读回。',
  },
  'absent-is-empty': {
    en: '{{framework}} takes a missing header as an empty one.',
    'zh-CN': '{{framework}} 把缺失的请求头视为空值。',
  },
  'one-group': {
    en: '{{framework}} joins all conditions of a route by “and”.',
    'zh-CN': '{{framework}} 的一条路由中所有条件之间是“且”的关系。',
  },
  'mesher-sets-no-caller': {
    en: 'Mesher does not know its caller’s name on outgoing calls. Write a rule for one caller instead.',
    'zh-CN': 'Mesher 在出站调用中不知道调用方名称，请为单个调用方编写规则。',
  },
  'rules-know-no-caller': {
    en: 'A route rule of {{framework}} cannot ask for the caller. Write a rule for one caller instead.',
    'zh-CN': '{{framework}} 的路由规则不能判断调用方，请为单个调用方编写规则。',
  },
})

/** What is wrong with match groups, and which data planes have them. */
const groupFindings = findings({
  'match-too-long': {
    en: 'At most {{groups}} groups of {{conditions}} conditions are allowed.',
    'zh-CN': '最多允许 {{groups}} 组，每组 {{conditions}} 个条件。',
  },
  'match-only-in-group': {
    en: 'Conditions need the scope of a match group.',
    'zh-CN': '条件只能用于流量标记的限流。',
  },
  'group-without-match': {
    en: 'The group has no condition and takes no call. Name at least one.',
    'zh-CN': '该流量标记没有条件，不匹配任何调用。请至少填写一个。',
  },
  'group-name-with-dots': {
    en: 'The name “{{group}}” has dots; the data plane would not find the group.',
    'zh-CN': '名称 “{{group}}” 含有点号，数据面找不到该流量标记。',
  },
  'group-serves-others': {
    en: 'The group “{{group}}” is also used by {{keys}}: new conditions change those, too.',
    'zh-CN': '流量标记 “{{group}}” 还被 {{keys}} 使用：修改条件也会影响它们。',
  },
  'match-group-missing': {
    en: 'There is no match group “{{group}}” ({{key}}): the limit takes no call.',
    'zh-CN': '没有流量标记 “{{group}}”（{{key}}）：此限流不作用于任何调用。',
  },
  'match-groups-drop-calls': {
    en: '{{framework}} 1.8.0 drops every call that a match group takes, so it has no limits by group.',
    'zh-CN': '{{framework}} 1.8.0 会丢弃流量标记命中的所有调用，因此不支持按流量标记限流。',
  },
  'match-groups-after-restart': {
    en: '{{framework}} reads match groups when it starts: a change is in force after a restart.',
    'zh-CN': '{{framework}} 启动时读取流量标记：变更在重启后生效。',
  },
  'group-lacks': {
    en: '{{framework}} cannot ask for this in a match group.',
    'zh-CN': '{{framework}} 的流量标记不支持此条件。',
  },
})

export const matchesFindings = findings({ ...conditionFindings, ...groupFindings })
