/** A piece of found text; `found` pieces are what the reader searched for. */
export interface HighlightPiece {
  text: string
  found: boolean
}

/** Private-use characters: no article holds them, because the search takes them out of the text first. */
export const highlightStart = '\uE000'
export const highlightStop = '\uE001'

/** Cuts a headline made by the database into pieces, so that a page shows marks without trusting any markup. */
export function splitHighlights(headline: string): HighlightPiece[] {
  const pieces: HighlightPiece[] = []
  for (const [index, part] of headline.split(highlightStart).entries()) {
    const [first = '', rest] = index === 0 ? [undefined, part] : part.split(highlightStop, 2)
    if (first) pieces.push({ text: first, found: true })
    if (rest) pieces.push({ text: rest.replaceAll(highlightStop, ''), found: false })
  }
  return pieces
}
