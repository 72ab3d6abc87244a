import { describe, expect, it } from 'vitest'
import { judgePackage } from '#lib/portal/catalog/package/judge-package.ts'
import type { PackageFacts } from '#lib/portal/catalog/package/package-facts.ts'

const signed = {
  status: 'signed',
  signer: 'Developer ID Installer: Example BV (ABCDE12345)',
  trust: 'apple-developer-id',
  teamId: 'ABCDE12345',
  validity: 'valid',
  chain: [],
} as const

const goodFacts: PackageFacts = {
  kind: 'distribution',
  title: 'Tea Timer',
  identifier: 'example.zelf.tea-timer.pkg',
  version: '1.4.0',
  bundles: [],
  primaryBundle: { identifier: 'example.zelf.tea-timer', version: '1.4.0', source: 'application' },
  minimumOsVersion: null,
  installSizeBytes: null,
  hostArchitectures: [],
  signature: signed,
  warnings: [],
}

describe('judging a package', () => {
  it('accepts a distribution package signed with a Developer ID', () => {
    expect(judgePackage(goodFacts)).toEqual({ refusals: [], warnings: [] })
  })

  it('refuses a component package', () => {
    expect(judgePackage({ ...goodFacts, kind: 'component' }).refusals).toEqual(['component_package'])
  })

  it('refuses an unsigned package and a broken signature', () => {
    expect(judgePackage({ ...goodFacts, signature: { status: 'unsigned' } }).refusals).toEqual(['unsigned'])
    const broken = { status: 'invalid', fault: 'chain_broken', chain: [] } as const
    expect(judgePackage({ ...goodFacts, signature: broken }).refusals).toEqual(['signature_invalid'])
  })

  it('gives every refusal at once', () => {
    const facts: PackageFacts = { ...goodFacts, kind: 'component', signature: { status: 'unsigned' } }
    expect(judgePackage(facts).refusals).toEqual(['component_package', 'unsigned'])
  })

  it('warns about an expired certificate and a signer that Macs may not know', () => {
    const signature = { ...signed, trust: 'other', teamId: null, validity: 'expired' } as const
    expect(judgePackage({ ...goodFacts, signature })).toEqual({
      refusals: [],
      warnings: ['certificate_expired', 'untrusted_signer'],
    })
    const early = { ...signed, validity: 'not_yet_valid' } as const
    expect(judgePackage({ ...goodFacts, signature: early }).warnings).toEqual(['certificate_not_yet_valid'])
  })

  it('warns when nothing would prove the install', () => {
    expect(judgePackage({ ...goodFacts, primaryBundle: null }).warnings).toEqual(['no_bundle_to_prove'])
    const primaryBundle = { identifier: 'a.pkg', version: '1', source: 'package' } as const
    expect(judgePackage({ ...goodFacts, primaryBundle }).warnings).toEqual(['no_bundle_to_prove'])
  })

  it('passes on what the reader noticed', () => {
    expect(judgePackage({ ...goodFacts, warnings: ['title_missing'] }).warnings).toEqual(['title_missing'])
  })
})
