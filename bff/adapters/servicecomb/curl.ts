/** One request to a backend. */
interface CurlRequest {
  method: string
  url: URL
  headers: Record<string, string>
  body?: unknown
}

/** A request as a command for a shell. Credentials in the address are left out. */
export function curl({ method, url, headers, body }: CurlRequest): string {
  const address = new URL(url)
  address.username = ''
  address.password = ''
  const parts = [
    `curl --fail-with-body --silent --show-error${method === 'GET' ? '' : ` --request ${method}`}`,
    ...Object.entries(headers).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(JSON.stringify(body))}`]),
    // curl makes several addresses of one with brackets or braces.
    `${/[[\]{}]/.test(address.href) ? '--globoff ' : ''}${quoted(address.href)}`,
  ]
  return parts.join(parts.length > 2 ? ' \\\n  ' : ' ')
}

/** A text as one word of a shell: inside single quotes nothing means anything but their end. Throws for a text with a NUL, which no word holds. */
export function quoted(text: string): string {
  if (text.includes('\0')) throw new Error('a word of a shell holds no NUL')
  return `'${text.replaceAll("'", `'\\''`)}'`
}
