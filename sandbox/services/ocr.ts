import type { Answer, Endpoint, Handling } from './application.ts'

/** The version that a demo moves traffic to. */
const candidate = '1.0.1'

/** Reads text from pictures; scenarios make the candidate slow or failing. */
export const ocr: Endpoint[] = [{ method: 'POST', path: '/v1/ocr/:kind', serve: recognise }]

async function recognise({ work, random, params, self, conditions }: Handling): Promise<Answer> {
  const fares = self.version === candidate ? conditions.candidate : 'well'
  await work(self.version === candidate ? 112 : 95, 0.45)
  if (fares === 'slow') await work(420, 0.5)
  if (conditions.ocr === 'slow') await work(1500, 0.2)
  if (random.chance(fares === 'failing' ? 0.3 : 0.003)) {
    return { status: 502, body: { code: 'OCR.0502', message: 'the model worker ended' } }
  }
  const words = Array.from({ length: random.between(2, 5) }, () => ({
    words: random.hex(6),
    confidence: 0.9 + random.next() / 10,
  }))
  return {
    status: 200,
    body: { kind: params['kind'], result: { direction: 0, words_block_count: words.length, words } },
  }
}
