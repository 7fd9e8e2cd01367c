import { findings, problems } from './messages.ts'

/** What ends a request for a policy of any kind. */
export const policiesProblems = problems({
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

/** What is odd about the documents of a policy of any kind, and about who reads them. */
export const policiesFindings = findings({
  'service-not-registered': {
    en: '“{{service}}” is not registered where these callers look.',
    'zh-CN': '在这些调用方可见的范围内没有注册 “{{service}}”。',
  },
  'name-with-dots': {
    en: 'The name “{{service}}” has dots. Other kinds of rules cannot address such a service.',
    'zh-CN': '名称 “{{service}}” 含有点号，其他类型的规则无法指向这样的服务。',
  },
  'not-available': {
    en: '{{framework}} cannot do this: {{feature}}.',
    'zh-CN': '{{framework}} 不支持：{{feature}}。',
  },
  'rule-unreadable': {
    en: 'The document cannot be read as a list of rules. Running sidecars keep what they had; starting ones lose every rule.',
    'zh-CN': '文档无法读取为规则列表。运行中的 Sidecar 保留旧规则，新启动的会丢失全部规则。',
  },
  'rule-replaced': {
    en: 'The document cannot be read, so saving replaces all of it.',
    'zh-CN': '文档无法读取，保存会替换其全部内容。',
  },
  'fields-kept': {
    en: 'Fields that the form does not know are kept: {{fields}}.',
    'zh-CN': '表单不认识的字段会原样保留：{{fields}}。',
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
  'no-readers-to-write-for': {
    en: 'Nobody who would read this policy is registered, so there is no label set to write it for.',
    'zh-CN': '没有会读取此策略的服务注册，因此没有可写入的标签集。',
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
