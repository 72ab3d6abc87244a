import type { QrPath } from './qr-path.ts'

/** A QR code: dark on white in every theme, because cameras want it so. */
export function QrCode({ qr, label }: { qr: QrPath; label: string }) {
  const quiet = 3
  const side = qr.size + 2 * quiet
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
      className="size-44 shrink-0 rounded-card border border-line bg-white"
      shapeRendering="crispEdges"
    >
      <path d={qr.path} fill="#000" />
    </svg>
  )
}
