import { ServiceError } from '../http/service-error.ts'

// Source: go-chassis/cari, discovery/error.go.
const MESSAGES = {
  400001: 'Invalid parameter(s)',
  400010: 'Micro-service already exists',
  400012: 'Micro-service does not exist',
  400013: 'Micro-service has deployed instance(s)',
  400016: 'Schema does not exist',
  400017: 'Instance does not exist',
  400018: 'Tag does not exist',
  400023: 'Consumer(s) depends on this micro-service',
  400026: 'Micro-service version does not exist',
  400100: 'Not enough quota',
  500003: 'Internal server error',
} as const

export const registryError = (code: keyof typeof MESSAGES, detail: string) =>
  new ServiceError(code, MESSAGES[code], detail)

export const invalid = (detail: string) => registryError(400001, detail)
export const noService = (detail = 'Service does not exist.') => registryError(400012, detail)
export const noInstance = (detail = 'Service instance does not exist.') => registryError(400017, detail)
export const noSchema = (detail = 'Schema does not exist.') => registryError(400016, detail)
