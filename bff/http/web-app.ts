import { readFile } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { refuseUnknown } from './failures.ts'
import { nonceOf } from './security.ts'

/** What the built page has where its nonce goes. */
const placeholder = '__CSP_NONCE__'

/**
 * Serves the built single-page application of a folder: hashed assets for good, precompressed where the build left them so;
 * its page, with a nonce of its own each time, at every other address.
 */
export function webApp(folder: string): Router {
  const assets = join(folder, 'assets')
  const router = Router()
  router.use('/assets', precompressed(readdirSync(assets)))
  router.use('/assets', express.static(assets, { immutable: true, maxAge: '1y' }), refuseUnknown)
  router.use(express.static(folder, { index: false, maxAge: '1h' }))
  router.get('/{*path}', async (_, response) => {
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    const own = page.replaceAll(placeholder, nonceOf(response))
    response.set('Cache-Control', 'no-store').type('html').send(own)
  })
  return router
}

/** What the build leaves beside an asset, the smaller first. */
const forms = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
]

/** Points a request at the smallest form of the file that the browser takes. */
function precompressed(files: readonly string[]): RequestHandler {
  const known = new Set(files)
  return (request, response, next) => {
    const name = request.path.slice(1)
    const compressed = forms.filter(({ ending }) => known.has(name + ending))
    if (compressed.length > 0) response.vary('Accept-Encoding')
    const form = compressed.find(({ encoding }) => request.acceptsEncodings(encoding) === encoding)
    if (form) {
      response.set('Content-Encoding', form.encoding).type(name.slice(name.lastIndexOf('.')))
      request.url = `/${name}${form.ending}`
    }
    next()
  }
}
