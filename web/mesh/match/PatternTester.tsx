import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '#shared/mesh/match.ts'
import { modelSemantics, meets } from '#shared/mesh/matching.ts'
import { patternFault } from '#shared/mesh/pattern.ts'
import { StatusGlyph } from '../../ui/StatusGlyph.tsx'
import style from './PatternTester.module.css'

/** Tries a pattern on a value before any call meets it, with the engine that the checks use. */
export function PatternTester({ condition }: { condition: Condition }) {
  const { t } = useTranslation('match')
  const [value, setValue] = useState('')
  const fault = patternFault(condition.value)
  return (
    <div className={style['tester']}>
      <Input
        size="small"
        aria-label={t('tester.label')}
        placeholder={t('tester.label')}
        className={style['value']}
        value={value}
        maxLength={2048}
        spellCheck={false}
        // Trying is not changing: who may only read may try.
        disabled={false}
        onChange={({ target }) => setValue(target.value)}
      />
      <output className={style['result']}>
        {fault ? (
          <>
            <StatusGlyph status="failing" /> {t(`tester.${fault}`)}
          </>
        ) : (
          value !== '' && <Result found={meets(condition, callWith(condition, value), modelSemantics) ?? false} />
        )}
      </output>
    </div>
  )
}

function Result({ found }: { found: boolean }) {
  const { t } = useTranslation('match')
  return (
    <>
      <StatusGlyph status={found ? 'ok' : 'idle'} /> {t(found ? 'tester.matches' : 'tester.doesNot')}
    </>
  )
}

/** A call that has the value where the condition looks. */
const callWith = ({ field, name }: Condition, value: string) => ({
  headers: field === 'header' ? { [name.toLowerCase()]: value } : {},
  query: field === 'query' ? { [name]: value } : {},
  path: field === 'path' ? value : undefined,
  method: field === 'method' ? value : undefined,
  caller: field === 'caller' ? value : undefined,
  callerLabels: field === 'caller-label' ? { [name]: value } : {},
})
