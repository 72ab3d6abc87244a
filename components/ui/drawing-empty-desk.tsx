/** An empty desk with a plant and a lamp: nothing here, and that is fine. */
export function DrawingEmptyDesk({ label, className }: { label?: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 240 160"
      role="img"
      aria-hidden={label ? undefined : true}
      aria-label={label}
      className={className}
    >
      <path d="M136 66l-26 42h72l-16-42z" fill="var(--caution-mark)" opacity="0.16" />
      <g
        stroke="var(--line-strong)"
        strokeWidth="2.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        fill="none"
      >
        <path d="M194 108V62l-28-22h-15" />
        <path d="M151 36c12 0 17 14 18 30h-36c1-16 6-30 18-30z" fill="var(--raised)" />
        <path d="M180 108h24" />
        <rect x="24" y="108" width="192" height="9" rx="4.5" fill="var(--raised)" />
        <path d="M44 117v31M196 117v31" />
        <path d="M58 86h28l-4 22H62z" fill="var(--raised)" />
      </g>
      <g fill="var(--positive-mark)">
        <path d="M72 86c-2-20-12-28-24-30 0 18 8 28 24 30z" opacity="0.55" />
        <path d="M72 86c0-24 8-36 22-42 3 20-5 36-22 42z" opacity="0.75" />
        <path d="M72 86c-6-16-4-32 2-44 8 14 8 30-2 44z" opacity="0.4" />
      </g>
      <rect x="104" y="102" width="30" height="6" rx="2" fill="var(--accent-mark)" opacity="0.7" />
      <rect x="108" y="96" width="24" height="6" rx="2" fill="var(--accent-mark)" opacity="0.4" />
    </svg>
  )
}
