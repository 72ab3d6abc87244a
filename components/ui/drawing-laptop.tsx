/** A laptop on a table. Decoration; give `label` where it means something. */
export function DrawingLaptop({ label, className }: { label?: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 240 160"
      role="img"
      aria-hidden={label ? undefined : true}
      aria-label={label}
      className={className}
    >
      <ellipse cx="120" cy="147" rx="104" ry="6" fill="var(--hover)" />
      <rect
        x="43"
        y="17"
        width="154"
        height="108"
        rx="10"
        fill="var(--raised)"
        stroke="var(--line-strong)"
        strokeWidth="2.5"
      />
      <rect x="51" y="25" width="138" height="92" rx="4" fill="var(--accent-soft)" />
      <path
        d="M51 93c28-22 52-25 76-11s42 9 62-9v40a4 4 0 0 1-4 4H55a4 4 0 0 1-4-4z"
        fill="var(--accent-mark)"
        opacity="0.28"
      />
      <path
        d="M51 105c24-12 50-13 74-4s44 7 64-4v16a4 4 0 0 1-4 4H55a4 4 0 0 1-4-4z"
        fill="var(--accent-mark)"
        opacity="0.45"
      />
      <circle cx="156" cy="49" r="10" fill="var(--accent-mark)" opacity="0.5" />
      <path
        d="M26 129h188l-5 10a8 8 0 0 1-7 4H38a8 8 0 0 1-7-4z"
        fill="var(--sunken)"
        stroke="var(--line-strong)"
        strokeWidth="2.5"
        strokeLinejoin="round"
      />
      <path d="M102 130h36c-1 4-4 5-8 5h-20c-4 0-7-1-8-5z" fill="var(--line-strong)" opacity="0.5" />
    </svg>
  )
}
