import { describe, expect, it } from 'vitest'
import { relativeWords } from '#components/ui/relative-words.ts'

const now = Date.UTC(2026, 10, 23, 12)
const words = (seconds: number, locale = 'en') => relativeWords(new Date(now + seconds * 1000), now, locale)

describe('how long ago something was', () => {
  it('is said in words that fit after "last seen", in both languages', () => {
    expect(words(-5)).toBe('just now')
    expect(words(-5, 'nl')).toBe('zojuist')
  })

  it('is just now too when the page’s clock is a little behind', () => {
    expect(words(30)).toBe('just now')
  })

  it('counts whole units that have passed', () => {
    expect(words(-119)).toBe('1 minute ago')
    expect(words(-2 * 3600 + 1)).toBe('1 hour ago')
  })

  it('does not take a day off what has only just begun', () => {
    expect(words(7 * 86_400 - 1)).toBe('in 7 days')
    expect(words(86_400)).toBe('tomorrow')
  })
})
