import { Check, Copy, Link2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/IconButton.tsx'
import { useCopied } from '../../ui/useCopied.ts'

/** Copies a text and says for a moment that it did. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const { t } = useTranslation('ui')
  const [copied, copy] = useCopied()
  const said = copied ? t('copy.copied') : t('copy.copy')
  return <IconButton icon={copied ? Check : Copy} name={`${said}: ${name}`} onClick={() => copy(text)} />
}

/** Copies the address of what is on the screen. */
export function CopyLinkButton({ address }: { address: string }) {
  const { t } = useTranslation('calls')
  const [copied, copy] = useCopied()
  const name = copied ? t('detail.linkCopied') : t('detail.copyLink')
  return <IconButton icon={copied ? Check : Link2} name={name} onClick={() => copy(address)} />
}
