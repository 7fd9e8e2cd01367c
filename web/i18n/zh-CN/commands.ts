import type { commands as en } from '../en/commands.ts'
import type { Translation } from '../translation.ts'

export const commands: Translation<typeof en> = {
  open: '命令',
  title: '等价命令',
  hint: '这些命令绕过控制台写入同样的内容：不经检查和批准，也不留记录，会被视为外部修改。请按此顺序执行，遇到失败即停止。',
  none: '没有需要写入的内容。',
  act: {
    create: '在 {{backend}} 中新建 {{key}}',
    change: '在 {{backend}} 中修改 {{key}}',
    delete: '从 {{backend}} 中删除 {{key}}',
    set: '在 {{backend}} 中设置 {{service}} 的实例 {{name}} 的状态',
  },
  only: '仅当其中的 {{field}} 为 {{value}} 时执行：',
  onlyNew: '仅当没有键和标签都相同的文档时执行：',
  lookFirst: '先查看现有内容：',
  copy: '复制',
  copied: '已复制',
  copyAll: '全部复制',
}
