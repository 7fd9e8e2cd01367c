import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { webhookEventTypes } from '#shared/features/webhooks/event.ts'
import { ConfigError, readConfig } from './config.ts'
import { declaredWebhooks } from './declared-webhooks.ts'

const bytes = Buffer.alloc(32, 7)
const secret = `whsec_${bytes.toString('base64')}`

async function file(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'meshdeck-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'file')
  await writeFile(path, text)
  return path
}

function complaintsOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'none'
}

test('one webhook may stand in the environment, with its secret there or in a file', async () => {
  const url = 'https://hooks.example.org/meshdeck'
  const inFile = await file(`${secret}\n`)
  for (const kept of [{ MESHDECK_WEBHOOK_SECRET: secret }, { MESHDECK_WEBHOOK_SECRET_FILE: inFile }]) {
    const { webhooks } = readConfig({ MESHDECK_WEBHOOK_URL: url, ...kept })

    const [webhook] = declaredWebhooks(webhooks)

    expect(webhook).toMatchObject({ name: 'default', secrets: [bytes], events: webhookEventTypes })
    expect(webhook?.url.href).toBe(url)
  }
})

test('several stand in the file, each with what it is told of; while a secret is replaced both sign', async () => {
  const newer = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
  const secrets = await file(`${newer}\n${secret}\n`)
  const path = await file(
    JSON.stringify({
      webhooks: {
        pager: { url: 'https://pager.example.org/?key=1', secretFile: secrets, events: ['drift.found'] },
        chat: { url: 'http://127.0.0.1:9/hook', secret },
      },
    }),
  )

  expect(declaredWebhooks(readConfig({ MESHDECK_CONFIG: path }).webhooks)).toMatchObject([
    { name: 'pager', secrets: [Buffer.alloc(24, 1), bytes], events: ['drift.found'] },
    { name: 'chat', secrets: [bytes], events: webhookEventTypes },
  ])
})

test('what cannot be used is named, each webhook in its line, and no secret is repeated', () => {
  const complaints = complaintsOf(() =>
    declaredWebhooks({
      plain: { url: 'http://hooks.example.org/', secret },
      named: { url: 'https://me:word@hooks.example.org/', secret },
      short: { url: 'https://hooks.example.org/', secret: 'whsec_c2hvcnQ=' },
      bare: { url: 'https://hooks.example.org/', secret: bytes.toString('base64') },
      gone: { url: 'https://hooks.example.org/', secretFile: '/nowhere/secret' },
      odd: { url: 'hooks', secret },
      fine: { url: 'http://[::1]:9/', secret },
    }),
  )

  expect(complaints.split('\n')).toEqual([
    'The webhooks cannot be used:',
    '  webhooks.plain.url: It must begin with https://, or with http:// on this host itself.',
    '  webhooks.named.url: Name and password do not belong in it; the signature says who sends.',
    '  webhooks.short.secret: It must be whsec_ and 24 to 64 bytes in base64.',
    '  webhooks.bare.secret: It must be whsec_ and 24 to 64 bytes in base64.',
    expect.stringMatching(/^ {2}webhooks\.gone\.secretFile: It cannot be read: ENOENT/),
    '  webhooks.odd.url: This is no address.',
  ])
})

test('a webhook needs its secret or a file with it, and is told of events that there are', async () => {
  const path = await file('webhooks: { pager: { url: "https://x.example.org", events: [rain] } }')

  const complaints = complaintsOf(() => readConfig({ MESHDECK_CONFIG: path }))

  expect(complaints).toContain('webhooks.pager.events.0: This value cannot be used here.')
  const bare = complaintsOf(() => readConfig({ MESHDECK_WEBHOOK_URL: 'https://x.example.org' }))
  expect(bare).toContain('webhooks.default.secret: Give either the secret or the file that holds it.')
})
