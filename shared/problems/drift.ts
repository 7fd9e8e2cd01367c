import { findings, problems } from './messages.ts'

/** What stands in the way of giving a policy back a state, and of settling what others changed. */
export const driftProblems = problems({
  'revision-unreadable': {
    status: 409,
    en: 'Nobody could read the documents of r{{number}}, so they cannot be written again from here.',
    'zh-CN': 'r{{number}} 的文档无法解析，因此不能从这里重新写入。',
  },
  'nothing-to-restore': {
    status: 409,
    en: 'The mesh would hold what it holds already: r{{number}} differs only in what Meshdeck does not write.',
    'zh-CN': '网格内容不会改变：r{{number}} 的不同之处不由 Meshdeck 写入。',
  },
  'drift-settled': {
    status: 409,
    en: 'It does not differ any more from what was accepted.',
    'zh-CN': '它与已接受的内容已不再有差异。',
  },
  'drift-moved': {
    status: 409,
    en: 'It was changed again: r{{number}} stands there now. Look at that first.',
    'zh-CN': '它又被修改了：现在是 r{{number}}，请先查看。',
  },
  'drift-until-passed': {
    status: 422,
    en: 'Choose a time in the future, at most {{days}} days ahead.',
    'zh-CN': '请选择将来的时间，最多 {{days}} 天。',
  },
})

export const driftFindings = findings({
  'restore-differs': {
    en: 'The documents do not become r{{number}} word for word: what Meshdeck does not know stays as it stands now.',
    'zh-CN': '文档不会与 r{{number}} 逐字相同：Meshdeck 不了解的内容会保持现状。',
  },
})
