import { expect, test } from 'vitest'
import { Freeze } from '#shared/features/freezes/model.ts'
import { draftOf, emptyForm, formOf } from './freeze-form.ts'

const freeze = Freeze.parse({
  id: 'FZ-7',
  environment: 'production',
  from: '2026-11-20T12:00:00.000Z',
  to: '2026-11-20T18:30:00.000Z',
  zone: 'Asia/Shanghai',
  reason: 'Quarter close',
  exceptServices: ['billing*'],
  createdBy: 'root',
  createdAt: '2026-11-01T00:00:00.000Z',
  revision: 1,
})

test('a window is typed as clocks in its zone show it, and comes back as the same moments', () => {
  const form = formOf(freeze)

  expect(form).toMatchObject({ from: '2026-11-20T20:00', to: '2026-11-21T02:30' })
  const { environment, from, to, zone, reason, exceptServices, exceptRoles, liftedBy } = freeze
  const value = { environment, from, to, zone, reason, exceptServices, exceptRoles, liftedBy }
  expect(draftOf(form)).toEqual({ ok: true, value })
})

test('what is missing or the wrong way round is named by its field', () => {
  const empty = draftOf({ ...emptyForm('production', 'UTC', 0), from: '' })
  expect(empty).toMatchObject({ ok: false, findings: [{ field: 'from' }, { code: 'value-missing', field: 'reason' }] })

  const { from, to } = formOf(freeze)
  const turned = draftOf({ ...formOf(freeze), from: to, to: from })
  expect(turned).toMatchObject({ ok: false, findings: [{ code: 'window-empty', field: 'to' }] })
})

test('a new one begins at the next full hour', () => {
  const form = emptyForm('production', 'UTC', Date.parse('2026-11-20T12:00:01Z'))

  expect(form).toMatchObject({ from: '2026-11-20T13:00', to: '2026-11-20T21:00' })
})
