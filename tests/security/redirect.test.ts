import { describe, expect, it } from 'vitest'
import { localPath } from '#lib/auth/local-path.ts'

/** How a browser that stands on our sign-in page reads where it is sent. */
const hostAfter = (given: string) => new URL(localPath(given), 'https://zelf.example/sign-in').host

describe('promise 14: signing in leads nowhere but back here', () => {
  it.each([
    '//evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/apps/..//evil.example',
    '/%2e//evil.example',
    '/./\\evil.example',
    '/.\\/evil.example',
    '/\t/evil.example',
    '/.\n//evil.example',
    'https:evil.example',
    '/@evil.example',
    '/%2F%2Fevil.example',
  ])('also for %j', (given) => {
    expect(hostAfter(given)).toBe('zelf.example')
  })
})
