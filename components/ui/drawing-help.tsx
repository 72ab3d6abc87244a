/** Two speech balloons: questions, answers, tickets. */
export function DrawingHelp({ label, className }: { label?: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 240 160"
      role="img"
      aria-hidden={label ? undefined : true}
      aria-label={label}
      className={className}
    >
      <ellipse cx="120" cy="149" rx="84" ry="5" fill="var(--hover)" />
      <g stroke="var(--line-strong)" strokeWidth="2.5" strokeLinejoin="round">
        <path
          d="M52 22h92a16 16 0 0 1 16 16v36a16 16 0 0 1-16 16H82l-20 18 2-18H52a16 16 0 0 1-16-16V38a16 16 0 0 1 16-16z"
          fill="var(--raised)"
        />
        <path
          d="M124 68h66a14 14 0 0 1 14 14v30a14 14 0 0 1-14 14h-4l2 14-18-14h-46a14 14 0 0 1-14-14V82a14 14 0 0 1 14-14z"
          fill="var(--accent-soft)"
        />
      </g>
      <path
        d="M88 48a10 10 0 1 1 14 9c-3 1.6-4 3-4 6"
        fill="none"
        stroke="var(--accent-mark)"
        strokeWidth="4.5"
        strokeLinecap="round"
      />
      <circle cx="98" cy="73" r="3" fill="var(--accent-mark)" />
      <g stroke="var(--accent-mark)" strokeWidth="4" strokeLinecap="round" opacity="0.75">
        <path d="M128 88h58M128 99h44M128 110h52" />
      </g>
    </svg>
  )
}
