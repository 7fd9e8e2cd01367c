import { findings, problems } from './messages.ts'

export const meshProblems = problems({})

/** What is odd about a mesh, what it cannot do, and why an instance could not be read. */
export const meshFindings = findings({
  'same-name-in-two-apps': {
    en: '“{{service}}” is registered in {{namespaces}}. Rules carry the service’s name alone, so callers that see both apply them to both.',
    'zh-CN': '“{{service}}” 同时注册在 {{namespaces}}。规则只带服务名，能看到两者的调用方会对两者生效。',
  },
  'framework-unknown': {
    en: 'What {{framework}} can do is not known. Check its documentation before you rely on this.',
    'zh-CN': '不清楚 {{framework}} 支持什么，使用前请查阅其文档。',
  },
  'framework-not-registered': {
    en: 'No reader here has registered its framework.',
    'zh-CN': '这里的读取方都没有注册框架。',
  },
  'refresh-undeclared': {
    en: 'The refresh interval of this mesh is not declared, so it is not known when a change is in force.',
    'zh-CN': '未声明此网格的刷新间隔，无法得知变更何时生效。',
  },
  'no-admin-address': {
    en: 'The instance announces no admin address.',
    'zh-CN': '实例没有公布管理地址。',
  },
  'address-not-allowed': {
    en: '{{address}} lies outside the networks that this mesh allows.',
    'zh-CN': '{{address}} 不在此网格允许的网络内。',
  },
  'address-unresolved': {
    en: '{{address}} cannot be resolved.',
    'zh-CN': '无法解析 {{address}}。',
  },
  'framework-tells-nothing': {
    en: '{{framework}} does not tell which rules it holds.',
    'zh-CN': '{{framework}} 不提供其持有的规则。',
  },
  'own-rule-in-force': {
    en: 'The instance follows its own rule “{{name}}” instead.',
    'zh-CN': '该实例使用自己的规则 “{{name}}”。',
  },
})
