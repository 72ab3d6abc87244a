import { describe, expect, it } from 'vitest'
import { splitHighlights } from '#lib/portal/knowledge/highlight.ts'

describe('splitting a headline', () => {
  it('tells what was found from what stands around it', () => {
    expect(splitHighlights('Your \uE000recovery\uE001 \uE000key\uE001.')).toEqual([
      { text: 'Your ', found: false },
      { text: 'recovery', found: true },
      { text: ' ', found: false },
      { text: 'key', found: true },
      { text: '.', found: false },
    ])
  })

  it('keeps all the text when marks are missing or out of order', () => {
    expect(splitHighlights('plain')).toEqual([{ text: 'plain', found: false }])
    expect(splitHighlights('')).toEqual([])
    expect(splitHighlights('a\uE001b')).toEqual([{ text: 'ab', found: false }])
    expect(splitHighlights('a\uE000b')).toEqual([
      { text: 'a', found: false },
      { text: 'b', found: true },
    ])
  })
})
