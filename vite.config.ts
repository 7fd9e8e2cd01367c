import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { sentences } from './scripts/sentences-plugin.ts'

// The host stays the page's own: the console takes writes only from its own pages.
const bff = { target: process.env['MESHDECK_BFF'] ?? 'http://127.0.0.1:8080', changeOrigin: false }

// Not the modules in web/api, which the dev server itself serves.
const proxy = { '^/api/(?!.*\\.tsx?(\\?|$))': bff }

export default defineConfig({
  root: 'web',
  publicDir: 'public',
  plugins: [react({ compiler: true }), sentences(), precompressed()],
  // The BFF puts a fresh nonce in its place each time it serves the page.
  html: { cspNonce: '__CSP_NONCE__' },
  worker: { format: 'es' },
  server: { proxy, fs: { allow: ['..'] } },
  preview: { proxy },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    // `scripts/budgets.ts` holds the sizes, compressed.
    chunkSizeWarningLimit: 1000,
    // A data: address would need an exception in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'zod', test: /node_modules\/zod\/|zod-without-eval/ },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\// },
          ],
        },
      },
    },
  },
})

/** Writes `.br` and `.gz` beside each text asset, so that the server compresses nothing at run time. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const texts = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))
      await Promise.all(texts.map((name) => compress(join(dir, name))))
    },
  }
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality))
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
}
