/** One required app that waits for its turn on a Mac. */
export interface InLine {
  id: string
  essential: boolean
  large: boolean
  sizeBytes: bigint
}

interface UnderWay {
  essential: boolean
  large: boolean
}

/**
 * Two small ones at a time: while the Mac installs and proves one, it downloads the next. macOS installs one package
 * after another, so that more at a time would only share the line. Large ones have a place of their own, so that no
 * small one ever waits for a large one; theirs is one at a time.
 */
const places = { small: 2, large: 1 }

/**
 * Whose turn it is: the ids to send now. Essential ones first, of these the smallest first; a large one only when no
 * small essential one waits or is under way.
 */
export function chooseNext(line: readonly InLine[], underWay: readonly UnderWay[]): string[] {
  const small = line.filter((app) => !app.large).sort(inOrder)
  const large = line.filter((app) => app.large).sort(inOrder)
  const smallFree = places.small - underWay.filter((app) => !app.large).length
  const chosen = small.slice(0, Math.max(0, smallFree))
  const essentialGoesOn = [...small, ...underWay].some((app) => app.essential && !app.large)
  const largeFree = essentialGoesOn ? 0 : places.large - underWay.filter((app) => app.large).length
  return [...chosen, ...large.slice(0, Math.max(0, largeFree))].map((app) => app.id)
}

function inOrder(a: InLine, b: InLine): number {
  return (
    Number(b.essential) - Number(a.essential) || Number(a.sizeBytes - b.sizeBytes) || a.id.localeCompare(b.id)
  )
}
