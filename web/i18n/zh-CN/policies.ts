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
  scope: {
    app: '针对所有调用方',
    caller: '针对一个调用方',
    from: '针对一个调用方，在被调侧执行',
    all: '针对所有调用方合计，在被调侧执行',
    group: '针对匹配组的调用',
  },
  match: { alternatives: '多组条件任选' },
  weight: { decimals: '小数百分比的权重' },
  destination: {
    'any-version': '不写版本的去向',
    fallback: '无实例时的备用去向',
    'empty-protection': '空保护',
  },
  abort: '中止',
  delay: '延迟',
  'abort-and-delay': '同时中止和延迟',
  mirror: '镜像',
  weights: '权重',
}
