import { describe, expect, it } from 'vitest'
import { checkDeclaration } from '#lib/mdm/ddm/check-declaration.ts'
import type { JsonObject } from '#lib/mdm/ddm/json.ts'

const configuration = (type: string, payload: JsonObject, identifier = 'one') =>
  checkDeclaration({ identifier, type: `com.apple.configuration.${type}`, payload })
const problemsOf = (type: string, payload: JsonObject) => configuration(type, payload).problems

describe('one declaration', () => {
  it('is good when everything in it is known', () => {
    const found = configuration('security.identity', {
      CredentialAssetReference: 'asset.scep',
      KeyIsExtractable: false,
    })
    expect(found).toEqual({
      problems: [],
      newestKey: '0',
      references: [
        {
          identifier: 'asset.scep',
          types: ['identity', 'scep', 'acme'].map((it) => `com.apple.asset.credential.${it}`),
        },
      ],
    })
  })

  it.each(['', 'x'.repeat(65), 'a/b', 'a b', 'é', '../x', 'a\n'])(
    'refuses %j as an identifier',
    (identifier) => {
      expect(configuration('passcode.settings', {}, identifier).problems).toHaveLength(1)
      expect(configuration('passcode.settings', {}, 'x'.repeat(64)).problems).toEqual([])
    },
  )

  it.each(['nonsense', 'constructor', '__proto__', 'com.apple.activation'])('refuses the type %s', (type) => {
    expect(problemsOf(type, {})[0]).toContain('of a type that Macs do not know')
  })

  it('refuses what lacks a key, has an unknown one, or one of another type', () => {
    const problems = problemsOf('softwareupdate.enforcement.specific', {
      TargetOSVersion: 26,
      TargetLocalDate: '2026-12-01',
      DetailsURL: 'https://example.com',
    })
    expect(problems).toEqual([
      'one: Payload.TargetOSVersion is no text',
      'one: Payload.TargetLocalDate is no key that Macs know',
      'one: Payload.TargetLocalDateTime is missing',
    ])
  })

  it('refuses what is out of range, not in the list, or not of the form', () => {
    expect(problemsOf('passcode.settings', { MinimumLength: 17 })).toHaveLength(1)
    expect(problemsOf('passcode.settings', { MinimumLength: 1.5 })).toHaveLength(1)
    expect(problemsOf('diskmanagement.settings', { Restrictions: { ExternalStorage: 'Never' } })).toEqual([
      'one: Payload.Restrictions.ExternalStorage is none of Allowed, ReadOnly, Disallowed',
    ])
    const when = (TargetLocalDateTime: string) =>
      problemsOf('softwareupdate.enforcement.specific', { TargetOSVersion: '26.2', TargetLocalDateTime })
    expect(when('2026-12-01T12:00:00')).toEqual([])
    expect(when('2026-12-01T12:00:00Z')).toHaveLength(1)
    expect(problemsOf('package', { ManifestURL: 'not an address' })).toHaveLength(1)
  })

  it('wants one of the keys of which one must be there', () => {
    expect(problemsOf('legacy', {})).toEqual(['one: one of ProfileURL, ProfileAssetReference is missing'])
    expect(problemsOf('app.managed', { BundleID: 'com.example.app' })).toEqual([])
    expect(problemsOf('app.managed', { iOSApp: true })).toHaveLength(1)
  })

  it('tells which macOS knows all of its keys', () => {
    expect(configuration('passcode.settings', { MinimumLength: 8 }).newestKey).toBe('0')
    expect(configuration('passcode.settings', { ChangeAtNextAuth: true }).newestKey).toBe('13.1')
    const rule = { ChangeAtNextAuth: true, CustomRegex: { Regex: '.*', Description: { default: 'any' } } }
    expect(configuration('passcode.settings', rule).newestKey).toBe('14')
  })

  it('takes any keys where Apple takes any, and of types whose keys are not written down', () => {
    const properties = {
      identifier: 'p',
      type: 'com.apple.management.properties',
      payload: { a: [1, { b: 2 }] },
    }
    expect(checkDeclaration(properties).problems).toEqual([])
    expect(problemsOf('network.relay', { Anything: [{}] })).toEqual([])
  })

  it('refuses what is too deep, too large, or no text that can be kept', () => {
    const deep = (levels: number): JsonObject => (levels === 0 ? {} : { a: deep(levels - 1) })
    expect(problemsOf('network.relay', deep(20))).toEqual([])
    expect(problemsOf('network.relay', deep(60))).toHaveLength(1)
    expect(problemsOf('network.relay', { a: Array.from({ length: 30_000 }, () => 1) })).toHaveLength(1)
    expect(problemsOf('network.relay', { a: 'nul \u0000' })).toHaveLength(1)
    expect(problemsOf('network.relay', { a: '\ud800' })).toHaveLength(1)
  })
})
