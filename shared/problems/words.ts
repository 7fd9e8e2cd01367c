import type { Language } from './messages.ts'

/** Values of placeholders that are words of ours: they travel as codes, too. `docs/glossary.md` is the master. */
export const wordsOf: Readonly<Record<string, Readonly<Record<string, Readonly<Record<Language, string>>>>>> = {
  noun: {
    call: { en: 'call', 'zh-CN': '调用' },
    change: { en: 'change', 'zh-CN': '变更' },
    draft: { en: 'draft', 'zh-CN': '草稿' },
    environment: { en: 'environment', 'zh-CN': '环境' },
    mesh: { en: 'mesh', 'zh-CN': '网格' },
    'policy kind': { en: 'kind of policy', 'zh-CN': '策略种类' },
    service: { en: 'service', 'zh-CN': '服务' },
    user: { en: 'account', 'zh-CN': '账号' },
  },
  // The name of a match without conditions (`nameOf` in shared/mesh/match.ts).
  route: { '*': { en: 'everything else', 'zh-CN': '其余全部' } },
  grantors: { administrator: { en: 'Platform administrators', 'zh-CN': '平台管理员' } },
  place: { '*': { en: 'the console', 'zh-CN': '控制台' } },
}
