import type { Translation } from '../translation.ts'
import type { policies as en } from '../en/policies.ts'

export const policies: Translation<typeof en> = {
  condition: {
    header: '请求头',
    query: '查询参数',
    path: '路径',
    method: '方法',
    caller: '调用方',
    'caller-label': '调用方标签',
  },
  operator: {
    is: '等于',
    'is-not': '不等于',
    'starts-with': '开头是',
    'ends-with': '结尾是',
    contains: '包含',
    matches: '匹配正则',
    'one-of': '是其中之一',
    less: '小于',
    'at-least': '至少为',
    greater: '大于',
    'at-most': '至多为',
    present: '存在',
  },
  'ignore-case': '忽略大小写',
  mirror: '镜像',
  weights: '权重',
}
