import { defineConfig } from 'vitest/config'

// What kills processes or needs real servers: minutes, not seconds. Run by `npm run test:long`.
export default defineConfig({
  test: {
    include: ['{bff,sandbox,shared}/**/*.long.test.ts'],
    reporters: ['default', ['json', { outputFile: '.reports/vitest-long.json' }]],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
