/** A sentence with `{{placeholders}}`; where it counts, one form for one and one for other numbers, chosen by `count`. */
export type Sentence = string | { one: string; other: string }

/** A message in both languages of the console. */
export interface Message {
  en: Sentence
  'zh-CN': Sentence
}

/** A message that can end a request, with the HTTP status it ends with. */
export interface ProblemMessage extends Message {
  status: number
}

/** Names a set of problems without losing their codes. */
export const problems = <const Codes extends Record<string, ProblemMessage>>(codes: Codes): Codes => codes

/** Names a set of findings without losing their codes. */
export const findings = <const Codes extends Record<string, Message>>(codes: Codes): Codes => codes

export type Language = 'en' | 'zh-CN'
export const languages: readonly Language[] = ['zh-CN', 'en']
