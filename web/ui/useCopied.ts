import { useState } from 'react'

const toldMs = 2000

/** Copies texts; whether one was copied a moment ago. */
export function useCopied(): [boolean, (text: string) => void] {
  const [copied, setCopied] = useState(false)
  async function copy(text: string) {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    window.setTimeout(() => setCopied(false), toldMs)
  }
  return [copied, (text) => void copy(text)]
}
