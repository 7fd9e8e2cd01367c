import type { faults as en } from '../en/faults.ts'
import type { Translation } from '../translation.ts'

export const faults: Translation<typeof en> = {
  empty: '没有故障时，代理原样转发每次调用。',
  incomplete: '请选择对调用做什么并填写数值：中止一部分、延迟一部分，或两者都做。',
  summary: {
    none: '不做任何事',
    abort: '{{percent}} 直接得到 {{status}}',
    delay: '{{delayed}} 多等待 {{time}}',
    both: '{{percent}} 直接得到 {{status}}，{{delayed}} 多等待 {{time}}',
  },
  forMatch: '{{match}} 的调用中：{{fault}}',
  changeTitle: '对 {{service}} 的调用注入故障：{{fault}}',
  share: '调用比例',
  abort: {
    title: '中止',
    hint: '由调用方的代理直接应答，不会访问服务。',
    on: '中止一部分调用',
    status: '应答（HTTP 状态码）',
  },
  delay: {
    title: '延迟',
    hint: '由调用方的代理等待后再发出调用。一次调用可以先被延迟再被中止。',
    on: '延迟一部分调用',
    ms: '等待',
  },
  reach: {
    title: '影响谁',
    hint: '依据时间窗内的调用。来自外部的调用不经过调用方代理，不受影响。',
    hintSome: '依据时间窗内的调用，为上限：故障只作用于其中满足条件的调用。',
    nobody: '时间窗内，没有会读取此故障的调用方发起这类调用。',
    sum: {
      neither_other: '{{count}} 个调用方共 {{rate}}。',
      aborted_other: '{{count}} 个调用方共 {{rate}}，其中 {{aborted}} 被中止。',
      delayed_other: '{{count}} 个调用方共 {{rate}}，其中 {{delayed}} 被延迟。',
      both_other: '{{count}} 个调用方共 {{rate}}，其中 {{aborted}} 被中止，{{delayed}} 被延迟。',
    },
    caller: '调用方',
    callee: '被调服务',
    calls: '调用',
    aborted: '中止',
    delayed: '延迟',
  },
  removal: {
    text: '此后该故障不再作用于任何调用（目前：{{fault}}）。',
    act: '删除故障',
  },
}
