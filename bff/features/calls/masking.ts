/** What stands in the place of a masked value. */
export const mask = '•••'

/** Fields that are personal by their name, whatever letters and signs it is written with. */
const personalName =
  /^(?:phone|mobile|tel|telephone|fax|email|mail|wechat|birth|birthday|address|passport|ssn|(?:full|real|first|last|family|given|user|nick|contact|customer|owner|patient)name|(?:phone|mobile|tel|contact)(?:no|number)|(?:e?mail|home|street|postal|mailing)address|birthdate|dateofbirth|id(?:card|no|number)(?:no|number)?|identity(?:card|no|number)?|(?:bank)?card(?:no|number)|(?:bank)?account(?:no|number)|iban)$/
/** An object under such a name is a person: its `name` is one, too. */
const person =
  /^(?:user|person|people|customer|contact|owner|applicant|patient|member|employee|sender|receiver|recipient)s?$/

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '')

const isPersonal = (name: string): boolean => personalName.test(plain(name))

/** E-mail addresses, mainland mobile numbers and identity numbers, wherever they stand in a text. */
const personalText = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?![\dXx])/g

/** A body with personal values masked, and the dotted paths of the fields where that happened. */
export interface Masked {
  text: string
  masked: string[]
}

/** Masks a recorded body: JSON field by field; what is no JSON, or was cut off, by what its text looks like. */
export function maskBody(text: string): Masked {
  const whole = jsonIn(text)
  if (whole === undefined) return maskText(text)
  const masked: string[] = []
  const value = maskValue(whole.value, { path: '', inPerson: false, masked })
  return masked.length === 0 ? { text, masked } : { text: JSON.stringify(value), masked }
}

/** Masks the personal parameters of a URL's query; its path is what is searched and stays. */
export function maskUrl(url: string): string {
  const [path, query] = splitOnce(url, '?')
  if (query === undefined) return url
  const pairs = query.split('&').map((pair) => {
    const [name, value] = splitOnce(pair, '=')
    if (value === undefined) return pair
    return isPersonal(decoded(name)) || decoded(value).match(personalText) ? `${name}=${mask}` : pair
  })
  return `${path}?${pairs.join('&')}`
}

interface At {
  path: string
  /** Whether the object that holds the value is a person. */
  inPerson: boolean
  masked: string[]
}

function maskValue(value: unknown, at: At): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => maskValue(item, { ...at, path: below(at.path, String(index)) }))
  if (typeof value === 'object' && value !== null) return maskFields(Object.entries(value), at)
  if (typeof value !== 'string') return value
  const text = value.replaceAll(personalText, mask)
  if (text !== value) at.masked.push(at.path)
  return text
}

function maskFields(fields: [string, unknown][], at: At): Record<string, unknown> {
  const inPerson = at.inPerson || fields.some(([name]) => isPersonal(name))
  const result: [string, unknown][] = fields.map(([name, value]) => {
    const path = below(at.path, name)
    const isOne = isPersonal(name) || (inPerson && plain(name) === 'name')
    if (isOne && value !== null && value !== '') {
      at.masked.push(path)
      return [name, mask]
    }
    return [name, maskValue(value, { path, inPerson: person.test(plain(name)), masked: at.masked })]
  })
  return Object.fromEntries(result)
}

/** Without its structure a text has no paths: the names of the fields stand for them. */
function maskText(text: string): Masked {
  const masked: string[] = []
  const byName = text.replaceAll(
    /("?)([\w-]{1,64})\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|[^\s"{}[\],&]+)/g,
    (pair: string, quote: string, name: string, sign: string) => {
      if (!isPersonal(name)) return pair
      masked.push(name)
      return `${quote}${name}${quote}${sign}${quote}${mask}${quote}`
    },
  )
  const result = byName.replaceAll(personalText, mask)
  if (result !== byName) masked.push('text')
  return { text: result, masked: [...new Set(masked)] }
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** The value of a JSON text; undefined for what is none, or not the whole of it. */
export function jsonIn(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function splitOnce(text: string, sign: string): [string, string | undefined] {
  const at = text.indexOf(sign)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
