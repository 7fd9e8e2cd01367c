import { access } from './en/access.ts'
import { session } from './en/session.ts'
import { shell } from './en/shell.ts'
import { ui } from './en/ui.ts'

/** Every English word of the console, one area a key. */
export const en = { ui, shell, session, access }
