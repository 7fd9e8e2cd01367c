import { expect, test } from 'vitest'
import { Password } from '#shared/features/users/model.ts'
import { generatedPassword } from './password.ts'

test('a generated password is long enough, easy to read out, and never the same', () => {
  const made = Array.from({ length: 200 }, generatedPassword)

  for (const password of made) {
    expect(Password.safeParse(password).success).toBe(true)
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/)
  }
  expect(new Set(made).size).toBe(made.length)
})
