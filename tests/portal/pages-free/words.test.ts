import { describe, expect, it } from 'vitest'
import { firstName } from '#app/(portal)/_home/first-name.ts'
import { lengthWords } from '#app/(portal)/apps/[slug]/length-words.ts'
import { sizeWords } from '#app/installs/size-words.ts'

describe('a first name', () => {
  it('is the first word of a name', () => expect(firstName('Sanne de Vries')).toBe('Sanne'))
  it('stands behind the comma where the last name comes first', () => {
    expect(firstName('Vries, Sanne de')).toBe('Sanne')
  })
  it('is the whole name where there is only one word', () => expect(firstName(' Sanne ')).toBe('Sanne'))
})

describe('a size', () => {
  it('is said in the unit that fits', () => {
    expect(sizeWords(436_136, 'en')).toBe('436 kB')
    expect(sizeWords(2_700_000, 'en')).toBe('2.7 MB')
    expect(sizeWords(8_250_000_000, 'en')).toBe('8.3 GB')
  })
  it('uses the reader’s decimal sign', () => expect(sizeWords(2_700_000, 'nl')).toBe('2,7 MB'))
  it('is never less than a kilobyte', () => expect(sizeWords(22, 'en')).toBe('1 kB'))
})

describe('a length of time', () => {
  it('is said in days where it is whole days', () => {
    expect(lengthWords(7 * 24 * 60, 'en')).toBe('7 days')
    expect(lengthWords(24 * 60, 'nl')).toBe('1 dag')
  })
  it('is said in hours, or else in minutes', () => {
    expect(lengthWords(36 * 60, 'nl')).toBe('36 uur')
    expect(lengthWords(90, 'en')).toBe('90 minutes')
  })
})
