import style from './Avatar.module.css'

/** A person by two letters, beside the name. */
export const Avatar = ({ name }: { name: string }) => (
  <span className={style['avatar']} aria-hidden>
    {initials(name)}
  </span>
)

/** Two letters of a sign-in name: "approver-2" is A2, "operator" is OP. */
export function initials(name: string): string {
  const [first = '', second] = name.split(/[.\-_]/)
  return (second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2)).toUpperCase()
}
