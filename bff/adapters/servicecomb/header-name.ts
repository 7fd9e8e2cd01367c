const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** A header name as Go's net/http writes it, which is how Mesher and go-chassis look it up: `device-os` is `Device-Os`. */
export const canonicalHeader = (name: string): string =>
  token.test(name)
    ? name.toLowerCase().replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
    : name
