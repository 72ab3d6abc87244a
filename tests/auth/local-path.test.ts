import { expect, it } from 'vitest'
import { localPath } from '#lib/auth/local-path.ts'

it.each(['/', '/apps', '/apps?q=a%20b', '/macs/1?tab=apps'])('keeps %s', (path) => {
  expect(localPath(path)).toBe(path)
})

it.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  'evil.example',
  '/\t/evil.example',
  '/sign-in?to=/sign-in',
  '',
  undefined,
  ['/apps', '/macs'],
])('leads home instead of %j', (given) => {
  expect(localPath(given)).toBe('/')
})
