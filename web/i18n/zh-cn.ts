import type { en } from './en.ts'
import type { Translation } from './translation.ts'
import { access } from './zh-CN/access.ts'
import { session } from './zh-CN/session.ts'
import { shell } from './zh-CN/shell.ts'
import { ui } from './zh-CN/ui.ts'

/** Every Chinese word of the console, one area a key. */
export const zhCN: Translation<typeof en> = { ui, shell, session, access }
