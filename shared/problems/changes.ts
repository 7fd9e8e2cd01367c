import { findings, problems } from './messages.ts'

export const changesProblems = problems({})

export const changesFindings = findings({})
