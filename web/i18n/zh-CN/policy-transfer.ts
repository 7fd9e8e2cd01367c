import type { policyTransfer as en } from '../en/policy-transfer.ts'
import type { Translation } from '../translation.ts'

export const policyTransfer: Translation<typeof en> = {
  title: '迁移治理策略',
  services: '服务',
  copy: '复制策略到其他命名空间',
  export: '导出为 YAML',
  choose: '请选择',
  from: {
    title: '来源',
    place: '命名空间',
    text: 'YAML',
    namespace: '来源命名空间',
    service: '被调服务',
    everyService: '所有服务',
  },
  target: '目标命名空间',
  text: {
    label: '导出的 YAML',
    file: '从文件读取',
    tooLong: '最大 {{kilobytes}} kB。',
  },
  begin: {
    title: '还没有可比较的内容',
    hint: '请选择策略的来源和目标命名空间。',
  },
  problem: '无法迁移',
  line: '第 {{line}} 行',
  plan: {
    title: '治理策略',
    of_other: '{{count}} 条，来自 {{place}}',
    unread: '没有读取权限，未包含：{{kinds, list}}。',
    empty: '那里没有治理策略',
    emptyHint: '请选择其他服务或命名空间。',
    policy: '{{service}} 的{{kind}}',
    choose: '迁移 {{policy}}',
    show: '显示差异',
    hide: '收起差异',
  },
  state: { new: '新增', different: '有差异', equal: '已一致', refused: '无法迁移' },
  propose: {
    heading: '变更单',
    title: '{{namespace}} 的治理策略',
    act_other: '提交 {{count}} 条策略',
    mustEnd_other: '{{count}} 条策略不能长期生效。请选择自动结束的时间，否则不会包含它们。',
    none: '没有选中可写入的策略。',
    tooMany: '一张变更单最多包含 {{most}} 条策略。',
    untitled: '变更单需要标题。',
    notPermitted: '提交需要 changes:write 权限。',
  },
}
