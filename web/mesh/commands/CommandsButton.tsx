import { Button } from 'antd'
import { Terminal } from 'lucide-react'
import { Suspense, lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commanded } from './CommandsDialog.tsx'

// Few want them, so nobody waits for them before.
const CommandsDialog = lazy(async () => ({ default: (await import('./CommandsDialog.tsx')).CommandsDialog }))

/** Shows the commands that do the same without the console. */
export function CommandsButton({ of }: { of: Commanded }) {
  const { t } = useTranslation('commands')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" icon={<Terminal size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      {open && (
        <Suspense>
          <CommandsDialog of={of} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
