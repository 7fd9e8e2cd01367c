import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/features/environments/model.ts'
import { useMay } from '../../api/session.ts'
import { ScopeLink } from '../../mesh/ScopeLink.tsx'
import { paths } from '../../paths.ts'
import { Facts } from '../../ui/Facts.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { CoverageWords } from './CoverageWords.tsx'
import { coverageOf, type NamespaceNow } from './environment-form.ts'
import style from './environments.module.css'
import { FreezeNow } from './FreezeNow.tsx'
import { allFreezes } from './queries.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { useEnvironmentWords } from './useEnvironmentWords.ts'

interface Props {
  environment: Environment
  environments: readonly Environment[]
  places: readonly NamespaceNow[]
  onEdit: () => void
  /** It is called otherwise now. */
  onRenamed: (name: string) => void
  onClose: () => void
}

/** One environment in full, with its freezes. */
export function EnvironmentPanel({ environment, environments, places, onEdit, onRenamed, onClose }: Props) {
  const { t } = useTranslation('environments')
  const format = useFormat()
  const words = useEnvironmentWords()
  const mayWrite = useMay('environments:write')
  const mayFreeze = useMay('freezes:write')
  const freezes = useQuery(allFreezes()).data?.freezes ?? []
  const { name, largestWeightStep: step } = environment
  const [asked, ask] = useState<'rename' | 'remove'>()
  return (
    <SidePanel
      title={name}
      onClose={onClose}
      footer={
        (mayWrite || mayFreeze) && (
          <>
            {mayWrite && (
              <>
                <Button onClick={onEdit}>{t('edit')}</Button>
                <Button onClick={() => ask('rename')}>{t('rename.ask')}</Button>
                <Button danger onClick={() => ask('remove')}>
                  {t('remove.ask')}
                </Button>
              </>
            )}
            {mayFreeze && <ScopeLink to={paths.newFreeze(name)}>{t('freeze')}</ScopeLink>}
          </>
        )
      }
    >
      <div className={style['form']}>
        <Facts
          facts={[
            [t('columns.covers'), words.covers(environment)],
            [t('columns.approvals'), words.approvals(environment)],
            [t('columns.step'), step === undefined ? t('anyStep') : format.share(step / 100)],
            [
              t('freezes'),
              <FreezeNow key="freeze" freezes={freezes.filter((freeze) => freeze.environment === name)} />,
            ],
          ]}
        />
        <CoverageWords form={environment} environments={environments} places={places} />
        <ScopeLink to={paths.freezes()}>{t('freezesAll')}</ScopeLink>
      </div>
      {asked === 'rename' && (
        <RenameDialog environment={environment} onRenamed={onRenamed} onClose={() => ask(undefined)} />
      )}
      {asked === 'remove' && (
        <RemoveDialog
          environment={environment}
          covered={coverageOf(environment, environments, places).covered.length}
          onRemoved={onClose}
          onClose={() => ask(undefined)}
        />
      )}
    </SidePanel>
  )
}
