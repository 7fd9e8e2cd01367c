import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { testMesh } from '#shared/features/meshes/api.ts'
import type { Connection, ConnectionTest, Mesh } from '#shared/features/meshes/model.ts'
import { call } from '../../api/call.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stamp } from '../../ui/Stamp.tsx'
import { ProblemLine } from '../../ui/states/Failed.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './meshes.module.css'

/** The addresses that a mesh is reached through, and a button that asks each of them now. */
export function Connections({ mesh }: { mesh: Mesh }) {
  const { t } = useTranslation('meshes')
  const test = useMutation({ mutationFn: () => call(testMesh, { params: { mesh: mesh.name } }) })
  return (
    <Panel
      title={mesh.name}
      meta={t('about', { kind: t(`kind.${mesh.kind}`), count: mesh.namespaces.length })}
      aside={
        <Button loading={test.isPending} onClick={() => test.mutate()}>
          {t('test')}
        </Button>
      }
      flush
    >
      <ul className={style['connections']} aria-label={t('connections')}>
        {mesh.connections.map((connection) => (
          <Row key={`${connection.part} ${connection.address}`} connection={connection} />
        ))}
      </ul>
      <p className={style['sampling']}>{t('sampling.line', { sampling: t(`sampling.${mesh.sampling}`) })}</p>
      <ProblemLine problem={test.error} />
      {test.data && (
        <ul className={style['tests']} aria-label={t('tested')} aria-live="polite">
          {test.data.tests.map((each) => (
            <TestResult key={`${each.part} ${each.product}`} test={each} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Row({ connection: { part, product, address, stamp } }: { connection: Connection }) {
  const { t } = useTranslation('meshes')
  const sentence = useSentence()
  return (
    <li className={style['connection']}>
      <StatusGlyph status={stamp.silent ? 'failing' : stamp.at ? 'ok' : 'unknown'} label />
      <strong>{t(`part.${part}`)}</strong>
      <span>{product}</span>
      {/* The store of the call records is a part of the console: it has no address. */}
      {address === 'embedded' ? <span>{t('embedded')}</span> : <code>{address}</code>}
      <Stamp stamp={stamp} />
      {stamp.silent && <p className={style['problem']}>{sentence(stamp.silent.problem)}</p>}
    </li>
  )
}

function TestResult({ test: { product, answered, tookMs, version, problem } }: { test: ConnectionTest }) {
  const { t } = useTranslation('meshes')
  const sentence = useSentence()
  const format = useFormat()
  const words = version
    ? t('answered', { product, version, time: format.ms(tookMs) })
    : t('answeredPlain', { product, time: format.ms(tookMs) })
  return (
    <li>
      <StatusGlyph status={answered ? 'ok' : 'failing'} label />
      <span>
        {answered ? words : t('silent', { product })}
        {problem && <small>{sentence(problem)}</small>}
      </span>
    </li>
  )
}
