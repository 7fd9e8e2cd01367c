import { findings, problems } from './messages.ts'

export const meshProblems = problems({})

export const meshFindings = findings({})
