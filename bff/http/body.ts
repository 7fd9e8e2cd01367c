import express, { type Request, type Response } from 'express'
import { Problem } from '#shared/contract/problem.ts'

/** Reads a JSON body of at most `limit` bytes; undefined where there is none. Throws `too-large`, `not-json`, `not-json-type`. */
export async function readBody(request: Request, response: Response, limit: number): Promise<unknown> {
  const isJson = request.is('json')
  if (isJson === null || request.get('content-length') === '0') return undefined
  if (isJson === false) throw new Problem('not-json-type')
  const read = parserFor(limit)
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error as Error))) // body-parser's errors are Errors
  })
  return request.body as unknown
}

const parsers = new Map<number, express.RequestHandler>()

function parserFor(limit: number): express.RequestHandler {
  let parser = parsers.get(limit)
  if (!parser) {
    parser = express.json({ limit, strict: false })
    parsers.set(limit, parser)
  }
  return parser
}
