import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useHref, useNavigate } from 'react-router'
import { useCarried } from '../../mesh/scope.ts'

/** A link that looks like a button; it keeps window and namespace, and opens in a new tab when asked to. */
export function ButtonLink({ to, primary = false, children }: { to: string; primary?: boolean; children: ReactNode }) {
  const navigate = useNavigate()
  const target = useCarried()(to)
  const href = useHref(target)
  return (
    <Button
      type={primary ? 'primary' : 'default'}
      href={href}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        void navigate(target)
      }}
    >
      {children}
    </Button>
  )
}
