import { Link, type LinkProps } from 'react-router'
import { useCarried } from './scope.ts'

/** A link inside the console that keeps window and namespace. */
export function ScopeLink({ to, ...rest }: Omit<LinkProps, 'to'> & { to: string }) {
  const carried = useCarried()
  return <Link to={carried(to)} {...rest} />
}
