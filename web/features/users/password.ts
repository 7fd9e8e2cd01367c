// Without characters that look alike.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password that nobody guesses (four groups of five, 99 bits) and everybody can read out. */
export function generatedPassword(): string {
  const group = () => Array.from({ length: 5 }, letter).join('')
  return [group(), group(), group(), group()].join('-')
}

/** One of the letters, each as likely as any other: what would favour the first ones is drawn again. */
function letter(): string {
  const fair = 256 - (256 % letters.length)
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint8Array(1))
    if (drawn < fair) return letters[drawn % letters.length] ?? ''
  }
}
