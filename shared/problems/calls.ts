import { findings, problems } from './messages.ts'

export const callsProblems = problems({})

export const callsFindings = findings({})
