import { findings, problems } from './messages.ts'

export const routeRulesProblems = problems({})

export const routeRulesFindings = findings({})
