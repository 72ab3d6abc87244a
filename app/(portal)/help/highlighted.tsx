import type { HighlightPiece } from '#lib/portal/knowledge/highlight.ts'

function Piece({ text, found }: HighlightPiece) {
  if (!found) return text
  return <mark className="rounded-xs bg-caution-soft px-0.5 text-inherit">{text}</mark>
}

/** Found text with what was searched for marked. */
export function Highlighted({ pieces }: { pieces: HighlightPiece[] }) {
  let position = 0
  return pieces.map((piece) => {
    const key = position
    position += piece.text.length
    return <Piece key={key} {...piece} />
  })
}
