import { describe, expect, it } from 'vitest'
import { domainsInput, ruleInput } from '#lib/portal/enrollment/schema.ts'

describe('The domains of an organisation', () => {
  it('are read as people write them, each once', () => {
    const typed = 'Example.com\n@shop.example.nl, example.com.\n\nxn--bcher-kva.example'
    expect(domainsInput.parse({ domains: typed }).domains).toEqual([
      'example.com',
      'shop.example.nl',
      'xn--bcher-kva.example',
    ])
  })

  it('may be none', () => expect(domainsInput.parse({}).domains).toEqual([]))

  it.each([
    'localhost',
    '10.0.0.1',
    'a_b.example',
    '-a.example',
    'https://example.com',
    `${'a'.repeat(64)}.example`,
  ])('refuse %s', (domain) => {
    const issues = domainsInput.safeParse({ domains: domain }).error?.issues
    expect(issues?.map(({ message }) => message)).toContain('enrollment_domain_invalid')
  })
})

const groupId = '01900000-0000-7000-8000-000000000000'

describe('A rule', () => {
  it('takes one tick as well as several, and no number as any number', () => {
    expect(ruleInput.parse({ groupId, kinds: 'profile', ownerships: ['company', 'personal'] })).toEqual({
      groupId,
      kinds: ['profile'],
      ownerships: ['personal', 'company'],
      maxMacs: null,
    })
  })

  it('says what is missing, and refuses what nobody could use', () => {
    const codes = (rule: object) =>
      ruleInput.safeParse({ groupId, ...rule }).error?.issues.map((one) => one.message)
    expect(codes({ ownerships: 'personal' })).toEqual(['enrollment_rule_kinds'])
    expect(codes({ kinds: 'profile' })).toEqual(['enrollment_rule_ownerships'])
    expect(codes({ kinds: 'profile', ownerships: 'company', maxMacs: '1.5' })).toEqual([
      'enrollment_rule_max',
    ])
    expect(codes({ kinds: 'account_user', ownerships: 'company' })).toEqual(['enrollment_rule_empty'])
  })
})
