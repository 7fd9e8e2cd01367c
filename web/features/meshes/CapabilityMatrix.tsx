import { useTranslation } from 'react-i18next'
import type { Mesh } from '#shared/features/meshes/model.ts'
import type { Capabilities, Capability } from '#shared/mesh/capability.ts'
import type { PolicyKind } from '#shared/mesh/policy.ts'
import { useSentence } from '../../i18n/useSentence.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import style from './meshes.module.css'

/** What each framework of the mesh's readers can do for each kind of policy; a "no" says why. */
export function CapabilityMatrix({ mesh }: { mesh: Mesh }) {
  const kinds = [...new Set(mesh.capabilities.flatMap(({ kinds: each }) => each.map(({ kind }) => kind)))]
  return kinds.map((kind) => <KindMatrix key={kind} mesh={mesh} kind={kind} />)
}

function KindMatrix({ mesh, kind }: { mesh: Mesh; kind: PolicyKind }) {
  const { t } = useTranslation('meshes')
  const { t: policies, i18n } = useTranslation('policies')
  const columns = mesh.capabilities.map((each) => ({ ...each, of: each.kinds.find((one) => one.kind === kind) }))
  const features = [...new Set(columns.flatMap(({ of }) => Object.keys(of?.features ?? {})))]
  // A mesh may name a feature that this console has no word for yet: then its own name stands.
  const nameOf = (feature: string) =>
    i18n.exists(feature, { ns: 'policies' }) ? policies(feature as 'mirror') : feature // just asked for
  return (
    <Panel title={t(`kindOfPolicy.${kind}`)} meta={t('capabilities')} flush>
      <div className={style['scroll']}>
        <table className={style['matrix']}>
          <thead>
            <tr>
              <th scope="col">{t('feature')}</th>
              {columns.map(({ framework, assumed, services }) => (
                <th key={framework} scope="col">
                  {t('framework', { framework, count: services })}
                  {assumed && <small>{t('assumed')}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('whole')}</th>
              {columns.map(({ framework, of }) => (
                <td key={framework}>{of && <Available capability={of.available} />}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('takesEffect.label')}</th>
              {columns.map(({ framework, of }) => (
                <td key={framework}>{of && <TakesEffect of={of} />}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('proof.label')}</th>
              {columns.map(({ framework, of }) => (
                <td key={framework}>{of && t(`proof.${of.proof}`)}</td>
              ))}
            </tr>
            {features.map((feature) => (
              <tr key={feature}>
                <th scope="row">{nameOf(feature)}</th>
                {columns.map(({ framework, of }) => (
                  <td key={framework}>{of?.features[feature] && <Available capability={of.features[feature]} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

const signs = { yes: 'ok', no: 'idle', unknown: 'unknown' } as const

function Available({ capability: { available, reason } }: { capability: Capability }) {
  const { t } = useTranslation('meshes')
  const sentence = useSentence()
  return (
    <span className={style['available']}>
      <StatusGlyph status={signs[available]} />
      <span>
        {t(`available.${available}`)}
        {reason && <small>{sentence(reason)}</small>}
      </span>
    </span>
  )
}

function TakesEffect({ of: { takesEffect, withinSeconds } }: { of: Capabilities }) {
  const { t } = useTranslation('meshes')
  const format = useFormat()
  if (takesEffect === 'live' && withinSeconds !== undefined) {
    return t('takesEffect.liveWithin', { time: format.ms(withinSeconds * 1000) })
  }
  return t(`takesEffect.${takesEffect}`)
}
