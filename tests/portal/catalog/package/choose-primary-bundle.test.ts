import { describe, expect, it } from 'vitest'
import { choosePrimaryBundle } from '#lib/portal/catalog/package/choose-primary-bundle.ts'

const bundle = (identifier: string, path: string) => ({
  identifier,
  path,
  shortVersion: '1.0',
  version: '100',
})
const app = bundle('an.app', '/Applications/An.app')
const inner = bundle('an.app.updater', '/Applications/An.app/Contents/Updater.app')
const driver = bundle('a.driver', '/Library/Extensions/A.kext')
const reference = { identifier: 'a.pkg', version: '7' }

describe('the bundle that proves an install', () => {
  it('is the app in /Applications, whatever else is there', () => {
    expect(choosePrimaryBundle([driver, inner, app], reference)).toEqual({
      identifier: 'an.app',
      version: '1.0',
      source: 'application',
    })
  })

  it('may be an app in a folder of /Applications', () => {
    const nested = bundle('nested.app', '/Applications/Suite/Nested.app')
    expect(choosePrimaryBundle([driver, nested], reference)?.identifier).toBe('nested.app')
  })

  it('is never an app inside another one', () => {
    expect(choosePrimaryBundle([inner, driver], reference)?.source).toBe('package')
  })

  it('is the only bundle when there is just one', () => {
    expect(choosePrimaryBundle([driver], reference)).toMatchObject({
      identifier: 'a.driver',
      source: 'bundle',
    })
  })

  it('falls back to the version of the build, then to the package, then to nothing', () => {
    expect(choosePrimaryBundle([{ ...app, shortVersion: null }], reference)?.version).toBe('100')
    expect(choosePrimaryBundle([], reference)).toEqual({ ...reference, source: 'package' })
    expect(choosePrimaryBundle([], null)).toBeNull()
  })
})
