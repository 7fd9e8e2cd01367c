import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs a script as somebody who pastes it into a shell; its output. Rejects where the last command fails. */
export async function inShell(script: string): Promise<string> {
  const { stdout } = await execute('bash', ['-c', script], { maxBuffer: 64 * 1024 * 1024 })
  return stdout
}

/** The words after the name of a command, as the shell hands them over; nothing is run. */
export async function wordsOf(name: string, script: string): Promise<string[]> {
  const told = await inShell(`${name}() { printf '%s\\0' "$@"; }\n${script}`)
  return told.split('\0').slice(0, -1)
}

/** Runs a script of `curl` commands; where nobody installed that, its words say what is asked for. */
export async function runCurl(script: string): Promise<string> {
  const isThere = await inShell('command -v curl').catch(() => '')
  if (isThere !== '') return inShell(script)
  const words = await wordsOf('curl', script)
  const after = (option: string) => words.flatMap((word, at) => (words[at - 1] === option ? [word] : []))
  const body = after('--data-raw')[0]
  const response = await fetch(words.at(-1) ?? '', {
    method: after('--request')[0] ?? 'GET',
    headers: after('--header').map((line): [string, string] => {
      const at = line.indexOf(': ')
      return [line.slice(0, at), line.slice(at + 2)]
    }),
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return text
}
