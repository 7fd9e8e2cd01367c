import { useTranslation } from 'react-i18next'
import type { ImpactFigures } from '#shared/features/impact/model.ts'
import { compareVersions } from '#shared/mesh/version.ts'
import { versionTones } from '../../mesh/version-tone.ts'
import type { SplitPart } from '../../ui/SplitBar.tsx'
import { useFormat } from '../../ui/useFormat.ts'

export type End = ImpactFigures['ends'][number]['end']

/** What an end is called: its version, with the labels by which rules tell its instances apart. */
export function useEndName(): (end: End) => string {
  const { t } = useTranslation('impact')
  return (end) => {
    if (end.kind === 'no-instance') return t('end.noInstance')
    if (end.kind === 'dropped') return t('end.dropped')
    const labels = Object.entries(end.labels).map(([name, value]) => `${name}=${value}`)
    return labels.length === 0 ? end.version : t('end.labelled', { version: end.version, labels: labels.join(' ') })
  }
}

/** Several ends with their shares, largest first. */
export function useEndsInWords(): (parts: readonly { end: End; part: number }[]) => string {
  const { t } = useTranslation('impact')
  const format = useFormat()
  const nameOf = useEndName()
  return (parts) =>
    parts
      .toSorted((one, other) => other.part - one.part)
      .map(({ end, part }) => (part === 1 ? nameOf(end) : t('part', { end: nameOf(end), share: format.share(part) })))
      .reduce((first, next) => t('list', { first, next }))
}

/** Newest version first, what is no version last. */
export const inOrder = (ends: ImpactFigures['ends']): ImpactFigures['ends'] =>
  ends.toSorted(({ end: one }, { end: other }) =>
    one.kind === 'version' && other.kind === 'version'
      ? compareVersions(other.version, one.version) ||
        JSON.stringify(one.labels).localeCompare(JSON.stringify(other.labels))
      : Number(one.kind !== 'version') - Number(other.kind !== 'version'),
  )

/** How each end is drawn: the newest of several versions as the candidate. */
export function endTones(ends: ImpactFigures['ends']): (end: End) => SplitPart['tone'] {
  const tones = versionTones([...new Set(ends.flatMap(({ end }) => (end.kind === 'version' ? [end.version] : [])))])
  return (end) => (end.kind === 'version' ? (tones.get(end.version)?.tone ?? 'rest') : 'rest')
}
