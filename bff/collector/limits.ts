/** Sizes in bytes of what is kept of a call. */
export const headerLimit = 256
export const bodyLimit = 4096
export const urlLimit = 2048
export const nameLimit = 256
export const errorLimit = 1024

/** The beginning of a text, at most so many bytes of UTF-8, cut between characters. */
export function atMost(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes) return text
  const whole = Buffer.from(text)
  let end = bytes
  // A byte that continues a character is not where one may be cut.
  while (end > 0 && ((whole[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return whole.toString('utf8', 0, end)
}
