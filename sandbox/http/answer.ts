/** What a handler answers: plain data, so that handlers stay pure and one place writes to the socket. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

export function answer(status: number, headers: Record<string, string>, body = ''): Answer {
  return { status, headers, body }
}

export function text(status: number, sentence: string, headers: Record<string, string> = {}): Answer {
  return answer(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, sentence)
}

/** 501 with a sentence: the sandbox says what it leaves out instead of inventing an answer. */
export function notImplemented(sentence: string): Answer {
  return text(501, `${sentence}\n`)
}
