import type { Language } from './messages.ts'

/** Values of placeholders that are words of ours: they travel as codes, too. `docs/glossary.md` is the master. */
export const wordsOf: Readonly<Record<string, Readonly<Record<string, Readonly<Record<Language, string>>>>>> = {
  noun: {
    'audit-entry': { en: 'entry of the audit log', 'zh-CN': '审计记录' },
    'audit-month': { en: 'kept month of the audit log', 'zh-CN': '保留中的审计月份' },
    call: { en: 'call', 'zh-CN': '调用' },
    change: { en: 'change', 'zh-CN': '变更' },
    delivery: { en: 'delivery', 'zh-CN': '投递' },
    draft: { en: 'draft', 'zh-CN': '草稿' },
    environment: { en: 'environment', 'zh-CN': '环境' },
    freeze: { en: 'freeze', 'zh-CN': '变更冻结' },
    mesh: { en: 'mesh', 'zh-CN': '网格' },
    'policy kind': { en: 'kind of policy', 'zh-CN': '策略种类' },
    revision: { en: 'revision', 'zh-CN': '修订' },
    service: { en: 'service', 'zh-CN': '服务' },
    user: { en: 'account', 'zh-CN': '账号' },
    webhook: { en: 'webhook', 'zh-CN': 'Webhook' },
  },
  // The name of a match without conditions (`nameOf` in shared/mesh/match.ts).
  route: { '*': { en: 'everything else', 'zh-CN': '其余全部' } },
  grantors: { administrator: { en: 'Platform administrators', 'zh-CN': '平台管理员' } },
  // Of a change request.
  state: {
    draft: { en: 'a draft', 'zh-CN': '草稿' },
    in_review: { en: 'in review', 'zh-CN': '评审中' },
    changes_requested: { en: 'sent back', 'zh-CN': '已退回' },
    approved: { en: 'approved', 'zh-CN': '已批准' },
    rejected: { en: 'rejected', 'zh-CN': '已拒绝' },
    withdrawn: { en: 'withdrawn', 'zh-CN': '已撤回' },
    scheduled: { en: 'scheduled', 'zh-CN': '已排期' },
    suspended: { en: 'suspended', 'zh-CN': '已挂起' },
    applying: { en: 'being applied', 'zh-CN': '生效中' },
    applied: { en: 'applied', 'zh-CN': '已写入' },
    partially_applied: { en: 'partly applied', 'zh-CN': '部分写入' },
    failed: { en: 'failed', 'zh-CN': '失败' },
    reverting: { en: 'being undone', 'zh-CN': '还原中' },
    reverted: { en: 'undone', 'zh-CN': '已还原' },
  },
  place: { '*': { en: 'the console', 'zh-CN': '控制台' } },
}
