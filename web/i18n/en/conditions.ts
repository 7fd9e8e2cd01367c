/** Conditions of a list: the bar above it, and the form for one of them. */
export const conditions = {
  label: 'Conditions',
  add: 'Condition',
  addTitle: 'Add a condition',
  edit: 'Change: {{condition}}',
  remove: 'Remove: {{condition}}',
  clear: 'Remove all conditions',
  field: 'Field',
  value: 'Value',
  apply: 'Add condition',
  change: 'Change condition',
  unusable: '{{values}} cannot be a value of “{{field}}”.',
  noSuch: 'there is no condition “{{name}}”',
}
