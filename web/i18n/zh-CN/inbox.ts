import type { inbox as en } from '../en/inbox.ts'
import type { Translation } from '../translation.ts'

export const inbox: Translation<typeof en> = {
  title: '待办',
  waiting: '等待你处理',
  count_other: '{{count}} 个变更',
  more: '这里只显示最新的变更，更早的请在变更单列表中查看。',
  all: '全部 {{count}} 个',
  none: '没有等待你处理的变更',
  noneHint: '你可以批准的变更，以及你的、又需要你处理的变更，会出现在这里。',
  kind: {
    review: '待评审',
    'sent-back': '已退回给你',
    approved: '已批准，待写入',
    suspended: '已挂起',
    'partly-applied': '部分写入',
    failed: '失败',
    'revert-left': '已结束，但有遗留',
  },
  asked: '邀请了你',
  line: '{{author}}，{{services}}，第 {{round}} 轮',
  dismiss: '已阅',
  label: '待办：{{words}}',
  badge_other: '{{n}} 个待评审',
  badgeNone: '没有待评审的变更',
}
