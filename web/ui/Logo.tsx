/** Three sheets of a deck. */
export const Logo = ({ size = 20 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
    <path d="M12 2 2 7l10 5 10-5z" fill="var(--md-accent)" />
    <path
      d="m2 12 10 5 10-5M2 17l10 5 10-5"
      fill="none"
      stroke="var(--md-text)"
      strokeWidth="2"
      strokeLinejoin="round"
    />
  </svg>
)
