/** What is said of the commands that do the same as the console. */
export const commands = {
  open: 'Commands',
  title: 'Equivalent commands',
  hint: 'They write the same past the console: nothing is checked, approved or recorded, and it counts as changed outside. Run them in this order and stop at the first that fails.',
  none: 'Nothing has to be written.',
  act: {
    create: 'Create {{key}} in {{backend}}',
    change: 'Change {{key}} in {{backend}}',
    delete: 'Delete {{key}} from {{backend}}',
    set: 'Set the status of instance {{name}} of {{service}} in {{backend}}',
  },
  only: 'Only while {{field}} is {{value}} there:',
  onlyNew: 'Only while nothing stands there with this key and these labels:',
  lookFirst: 'Look first at what stands there:',
  copy: 'Copy',
  copied: 'Copied',
  copyAll: 'Copy all',
} as const
