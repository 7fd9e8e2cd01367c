import type { match as en } from '../en/match.ts'
import type { Translation } from '../translation.ts'

export const match: Translation<typeof en> = {
  sentence: {
    is: '{{subject}} 等于 {{value}}',
    'is-not': '{{subject}} 不等于 {{value}}',
    'starts-with': '{{subject}} 开头是 {{value}}',
    'ends-with': '{{subject}} 结尾是 {{value}}',
    contains: '{{subject}} 包含 {{value}}',
    matches: '{{subject}} 匹配 {{value}}',
    'one-of': '{{subject}} 是 {{value}} 之一',
    less: '{{subject}} 小于 {{value}}',
    'at-least': '{{subject}} 至少为 {{value}}',
    greater: '{{subject}} 大于 {{value}}',
    'at-most': '{{subject}} 至多为 {{value}}',
    present: '{{subject}} 存在',
  },
  everyCall: '无条件，接收所有调用',
  field: '字段',
  name: '名称',
  operator: '比较',
  value: '值',
  values: '多个值，用英文逗号分隔',
  ignoreCase: '忽略大小写',
  add: '添加条件',
  remove: '移除条件',
  or: '或者',
  addAlternative: '添加另一组条件',
  unavailable: '此处不可用',
  tester: {
    label: '试一个值',
    matches: '匹配',
    doesNot: '不匹配',
    'not-posix': '含有各代理理解不一的写法',
    unreadable: '无法读取',
  },
}
