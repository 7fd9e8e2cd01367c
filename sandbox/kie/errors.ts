import { ServiceError } from '../http/service-error.ts'

// Source: go-chassis/cari, config/error.go.
const MESSAGES = {
  400001: 'invalid parameter(s)',
  400002: 'failed to check kie healthy',
  400003: 'failed to observe event',
  400004: 'skip upload key values',
  400005: 'stop upload key values',
  403001: 'required record id',
  404001: 'record does not exist',
  409001: 'record already exist',
  422001: 'quota is not enough',
  500001: 'internal server error',
} as const

export type KieErrorCode = keyof typeof MESSAGES

export const kieError = (code: KieErrorCode, detail: string) => new ServiceError(code, MESSAGES[code], detail)

export const invalid = (detail: string) => kieError(400001, detail)
