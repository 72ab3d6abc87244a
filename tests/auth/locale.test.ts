import { expect, it } from 'vitest'
import { negotiateLocale } from '#app/i18n/locale.ts'

it.each([
  ['nl-NL,nl;q=0.9,en;q=0.8', 'nl'],
  ['en-GB,nl;q=0.5', 'en'],
  ['fr,nl;q=0.3,en;q=0.7', 'en'],
  ['de-DE', 'en'],
  ['nl;q=0, de', 'en'],
  ['NL-be', 'nl'],
  [';;;q=,', 'en'],
  [null, 'en'],
])('answers %j with %s', (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale)
})
