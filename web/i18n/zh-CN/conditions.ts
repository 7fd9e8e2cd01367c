import type { conditions as en } from '../en/conditions.ts'
import type { Translation } from '../translation.ts'

export const conditions: Translation<typeof en> = {
  label: '条件',
  add: '条件',
  addTitle: '添加条件',
  edit: '修改：{{condition}}',
  remove: '移除：{{condition}}',
  clear: '移除全部条件',
  field: '字段',
  value: '值',
  apply: '添加条件',
  change: '修改条件',
  unusable: '{{values}} 不能作为“{{field}}”的值。',
  noSuch: '没有“{{name}}”这个条件',
}
