import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOwnPage } from '#app/api/packages/is-own-page.ts'
import { respondToUpload } from '#app/api/packages/respond-to-upload.ts'
import { CatalogError } from '#lib/portal/catalog/catalog-error.ts'
import { PackageError } from '#lib/portal/catalog/package/package-error.ts'
import { PackageRefusedError } from '#lib/portal/catalog/package-refused-error.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const own = { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000', 'x-zelf-upload': '1' }
const judge = (change: Record<string, string | undefined>) => {
  const entries = Object.entries({ ...own, ...change }).filter(([, value]) => value !== undefined)
  return isOwnPage(new Headers(entries as [string, string][]))
}

describe('promise 14: another site’s page cannot upload in an admin’s name', () => {
  it('takes an upload from our own page only', () => {
    expect(judge({})).toBe(true)
    expect(judge({ 'sec-fetch-site': 'same-origin' })).toBe(true)
    expect(judge({ origin: 'https://evil.example' })).toBe(false)
    expect(judge({ origin: 'null' })).toBe(false)
    expect(judge({ origin: undefined })).toBe(false)
    expect(judge({ 'x-zelf-upload': undefined })).toBe(false)
    expect(judge({ 'sec-fetch-site': 'cross-site' })).toBe(false)
  })
})

describe('the answer to an upload', () => {
  it('says what was wrong by a code and nothing of the inside', async () => {
    const answers: [Error, number, string][] = [
      [new CatalogError('package_too_large'), 413, 'package_too_large'],
      [new CatalogError('duplicate_package', { app: 'Tea' }), 409, 'duplicate_package'],
      [new CatalogError('upload_broken_off'), 400, 'upload_broken_off'],
      [new PackageError('truncated', 'at byte 7 of /secret/path'), 422, 'truncated'],
      [new PackageRefusedError(['unsigned']), 422, 'unsigned'],
      [new Error('/secret/path'), 500, 'unexpected_with_reference'],
    ]
    for (const [error, status, code] of answers) {
      const reply = await respondToUpload(() => Promise.reject(error))
      const text = await reply.text()
      expect([reply.status, JSON.parse(text).code]).toEqual([status, code])
      expect(text).not.toContain('secret')
    }
  })
})
