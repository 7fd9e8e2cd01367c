import { invalid } from './errors.ts'
import type { InstanceBody, ServiceBody } from './model.ts'

interface Rule {
  min?: number
  max?: number
  pattern?: RegExp
}

// Source: Service Center, server/service/validator/microservice_validator.go, instance_validator.go, tag_validator.go.
const NAME = /^[a-zA-Z0-9]*$|^[a-zA-Z0-9][a-zA-Z0-9_\-.]*[a-zA-Z0-9]$/
const NAME_OR_ALIAS = /^[a-zA-Z0-9]*$|^[a-zA-Z0-9][a-zA-Z0-9_\-.:]*[a-zA-Z0-9]$/
const VERSION = /^\d+(\.\d+){0,3}$/
const ENVIRONMENT = /^(development|testing|acceptance|production)*$/
const ID = /^\S*$/
const SCHEMA_ID = /^[a-zA-Z0-9]{1,160}$|^[a-zA-Z0-9][a-zA-Z0-9_\-.]{0,158}[a-zA-Z0-9]$/
const TAG = /^[a-zA-Z][a-zA-Z0-9_\-.]{0,63}$/
const CENTRE = /^[A-Za-z0-9_.-]+$/
const INSTANCE_STATUS = /^(UP|DOWN|STARTING|TESTING|OUTOFSERVICE)$/

export const MAX_SCHEMAS = 100
export const MAX_TAGS = 100
const MAX_VERSION_PART = 32_767

export function checkService(service: ServiceBody): void {
  check('MicroService.Environment', service.environment, { pattern: ENVIRONMENT })
  check('MicroService.AppId', service.appId, { max: 160, pattern: NAME })
  check('MicroService.ServiceName', service.serviceName, { min: 1, max: 128, pattern: NAME })
  checkVersion('MicroService.Version', service.version)
  check('MicroService.ServiceId', service.serviceId, { max: 64, pattern: ID })
  check('MicroService.Description', service.description, { max: 256 })
  check('MicroService.Level', service.level, { pattern: /^(FRONT|MIDDLE|BACK)$/ })
  check('MicroService.Status', service.status, { pattern: /^(UP|DOWN)?$/ })
  check('MicroService.Alias', service.alias, { max: 128, pattern: /^[a-zA-Z0-9_\-.:]*$/ })
  check('MicroService.RegisterBy', service.registerBy, { max: 64, pattern: /^(SDK|SIDECAR|PLATFORM)*$/ })
  for (const { path } of service.paths)
    check('ServicePath.Path', path, { pattern: /^[A-Za-z0-9.,?'\\/+&amp;%$#=~_\-@{}]*$/ })
  if (service.schemas.length > MAX_SCHEMAS) throw rejected('MicroService.Schemas', service.schemas.join(), { max: 100 })
  for (const schema of service.schemas) check('MicroService.Schemas', schema, { pattern: SCHEMA_ID })
  check('FrameWorkProperty.Name', service.framework?.name ?? '', { max: 64, pattern: NAME })
  check('FrameWorkProperty.Version', service.framework?.version ?? '', { max: 64 })
}

export function checkInstance(instance: InstanceBody): void {
  check('MicroServiceInstance.InstanceId', instance.instanceId, { max: 64, pattern: /^[A-Za-z0-9_.-]*$/ })
  check('MicroServiceInstance.HostName', instance.hostName, { min: 1, max: 64, pattern: /\S+/ })
  for (const endpoint of instance.endpoints) check('MicroServiceInstance.Endpoints', endpoint, { pattern: /\S+/ })
  if (instance.status) checkStatus('MicroServiceInstance.Status', instance.status)
  if (instance.healthCheck) check('HealthCheck.Mode', instance.healthCheck.mode, { pattern: /^(push|pull)$/ })
  if (instance.dataCenterInfo) {
    check('DataCenterInfo.Name', instance.dataCenterInfo.name, { min: 1, max: 128, pattern: CENTRE })
    check('DataCenterInfo.Region', instance.dataCenterInfo.region, { min: 1, max: 128, pattern: CENTRE })
    check('DataCenterInfo.AvailableZone', instance.dataCenterInfo.availableZone, { min: 1, max: 128, pattern: CENTRE })
  }
}

export function checkStatus(field: string, status: string): void {
  check(field, status, { pattern: INSTANCE_STATUS })
}

export function checkName(name: { environment: string; appId: string; serviceName: string }): void {
  check('MicroServiceKey.Environment', name.environment, { pattern: ENVIRONMENT })
  check('MicroServiceKey.AppId', name.appId, { min: 1, max: 160, pattern: NAME })
  check('MicroServiceKey.ServiceName', name.serviceName, { min: 1, max: 289, pattern: NAME_OR_ALIAS })
}

export function checkVersion(field: string, version: string): void {
  check(field, version, { min: 1, max: 64, pattern: VERSION })
  if (version.split('.').some((part) => Number(part) > MAX_VERSION_PART)) throw rejected(field, version, { max: 64 })
}

export function checkTags(tags: Record<string, string>): void {
  const pairs = Object.entries(tags)
  if (pairs.length === 0 || pairs.length > MAX_TAGS) throw invalid(`field 'Tags' has ${pairs.length} entries`)
  for (const [key, value] of pairs) checkTag(key, value)
}

export function checkTag(key: string, value: string): void {
  check('Tags.Key', key, { min: 1, max: 64, pattern: TAG })
  check('Tags.Value', value, { min: 1, max: 64, pattern: TAG })
}

export function checkSchema(schemaId: string, schema: string): void {
  check('Schema.SchemaId', schemaId, { min: 1, max: 160, pattern: SCHEMA_ID })
  check('Schema.Schema', schema, { min: 1 })
}

function check(field: string, value: string, rule: Rule): void {
  const tooShort = rule.min !== undefined && value.length < rule.min
  const tooLong = rule.max !== undefined && value.length > rule.max
  if (tooShort || tooLong || rule.pattern?.test(value) === false) throw rejected(field, value, rule)
}

/** The sentence names the Go field, as the server's own does. */
function rejected(field: string, value: string, { min, max, pattern }: Rule) {
  const rule = [
    min !== undefined && `Min: ${min}`,
    max !== undefined && `Max: ${max}`,
    pattern && `Regexp: ${pattern.source}`,
  ]
  return invalid(`field '${field}' invalid value '${value}' does not match rule: {${rule.filter(Boolean).join(', ')}}`)
}
