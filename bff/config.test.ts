import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Config, ConfigError, readConfig, variables } from './config.ts'

async function file(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'meshdeck-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'meshdeck.yaml')
  await writeFile(path, text)
  return path
}

function failureOf(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'none'
}

test('nothing at all is a configuration: it listens on loopback only', () => {
  expect(readConfig({})).toMatchObject({
    listen: { host: '127.0.0.1', port: 8080 },
    collector: { host: '127.0.0.1', port: 9411 },
    secureCookies: false,
    meshes: [],
  })
})

test('a file may be YAML or JSON, and variables win over it', async () => {
  const yaml = await file('listen:\n  port: 9000\nsessionHours: 2\n')
  const json = await file('{"listen": {"port": 9000}, "sessionHours": 2}')

  for (const path of [yaml, json]) {
    const config = readConfig({ MESHDECK_CONFIG: path, MESHDECK_PORT: '0', MESHDECK_SECURE_COOKIES: 'true' })
    expect(config).toMatchObject({ listen: { host: '127.0.0.1', port: 0 }, sessionHours: 2, secureCookies: true })
  }
})

test('every wrong value is named where it stands', async () => {
  const path = await file(
    'listen: { port: 70000 }\nlogLevel: loud\nlissten: 1\nmeshes: [{ name: Upper, kind: servicecomb }]\n',
  )

  expect(failureOf({ MESHDECK_CONFIG: path })).toBe(
    [
      `The configuration cannot be used (${path}):`,
      '  listen.port: At most 65,535.',
      '  logLevel: This value cannot be used here.',
      '  meshes.0.name: This value cannot be used here.',
      '  lissten: “lissten” is not known here.',
    ].join('\n'),
  )
})

test('a file that is missing, unreadable or no mapping is said to be so', async () => {
  expect(failureOf({ MESHDECK_CONFIG: '/nowhere/meshdeck.yaml' })).toMatch(/meshdeck.yaml cannot be read: ENOENT/)
  expect(failureOf({ MESHDECK_CONFIG: await file('a: [1') })).toMatch(/cannot be read: /)
  expect(failureOf({ MESHDECK_CONFIG: await file('- a list') })).toMatch(/it holds no keys/)
})

test('the first administrator needs a password of 12 characters or a file with one, not both', () => {
  const named = { MESHDECK_ADMIN_NAME: 'admin' }

  expect(failureOf(named)).toContain('firstAdministrator.password: Give either the secret or the file')
  expect(failureOf({ ...named, MESHDECK_ADMIN_PASSWORD: 'short' })).toContain('At least 12 characters.')
  expect(readConfig({ ...named, MESHDECK_ADMIN_PASSWORD_FILE: '/run/secrets/admin' }).firstAdministrator).toEqual({
    name: 'admin',
    passwordFile: '/run/secrets/admin',
  })
})

test('two meshes cannot share a name', async () => {
  const path = await file('meshes: [{ name: demo, kind: servicecomb }, { name: demo, kind: servicecomb }]')

  expect(failureOf({ MESHDECK_CONFIG: path })).toContain('meshes: A name stands here twice.')
})

test('each variable sets a key that exists', () => {
  for (const key of Object.values(variables)) {
    const [first = ''] = key.split('.')
    expect(Object.keys(Config.shape)).toContain(first)
  }
})
