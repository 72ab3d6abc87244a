import { describe, expect, it } from 'vitest'
import { ruleEffect } from '#lib/portal/enrollment/rule-effect.ts'

const everybody = {
  groupId: 'all',
  everyone: true,
  kinds: ['profile'],
  ownerships: ['company'],
  maxMacs: null,
}
const design = {
  groupId: 'design',
  everyone: false,
  kinds: ['account_user', 'profile'],
  ownerships: ['personal', 'company'],
  maxMacs: 2,
}
const crowd = [
  { groupIds: [], macs: 0, people: 400 },
  { groupIds: ['design'], macs: 1, people: 10 },
  { groupIds: ['design'], macs: 2, people: 3 },
]

describe('What a rule would change', () => {
  it('counts who may enrol which Mac in which way, before and after', () => {
    const { ways, none, full } = ruleEffect(crowd, [everybody], [everybody, design])
    expect(ways).toContainEqual({ ownership: 'personal', kind: 'account_user', before: 0, after: 13 })
    expect(ways).toContainEqual({ ownership: 'company', kind: 'profile', before: 413, after: 413 })
    expect(ways).toContainEqual({ ownership: 'company', kind: 'account_device', before: 0, after: 0 })
    expect(none).toEqual({ before: 0, after: 0 })
    expect(full).toEqual({ before: 0, after: 3 })
  })

  it('says how many people would be left without any way', () => {
    const closed = { ...everybody, kinds: ['account_user'] }
    expect(ruleEffect(crowd, [everybody, design], [closed, design]).none).toEqual({ before: 0, after: 400 })
  })

  it('counts everything for everybody where there is no rule at all', () => {
    const { ways } = ruleEffect(crowd, [], [])
    expect(ways.map(({ before }) => before)).toEqual([413, 413, 413, 413, 413])
  })
})
