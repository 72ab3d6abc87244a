/** Boxes on a shelf: apps, a catalogue, deliveries. */
export function DrawingPackages({ label, className }: { label?: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 240 160"
      role="img"
      aria-hidden={label ? undefined : true}
      aria-label={label}
      className={className}
    >
      <ellipse cx="120" cy="147" rx="100" ry="6" fill="var(--hover)" />
      <g stroke="var(--line-strong)" strokeWidth="2.5" strokeLinejoin="round">
        <rect x="36" y="82" width="76" height="62" rx="8" fill="var(--raised)" />
        <path d="M64 82h20v24l-10-6-10 6z" fill="var(--accent-soft)" />
        <rect x="122" y="62" width="84" height="82" rx="8" fill="var(--raised)" />
        <path d="M122 90h84" />
        <rect
          x="62"
          y="34"
          width="52"
          height="48"
          rx="8"
          fill="var(--accent-soft)"
          transform="rotate(-7 88 58)"
        />
      </g>
      <g
        transform="rotate(-7 88 58)"
        fill="none"
        stroke="var(--accent-mark)"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M88 47v19M80 59l8 8 8-8" />
      </g>
      <rect x="137" y="103" width="22" height="22" rx="6" fill="var(--accent-mark)" opacity="0.85" />
      <rect x="169" y="103" width="22" height="22" rx="6" fill="var(--accent-mark)" opacity="0.35" />
      <path d="M152 76h24" stroke="var(--line-strong)" strokeWidth="3" strokeLinecap="round" />
      <path d="M168 40l3-9 3 9 9 3-9 3-3 9-3-9-9-3z" fill="var(--caution-mark)" opacity="0.8" />
    </svg>
  )
}
