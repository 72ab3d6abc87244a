import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { readCompanyClaims } from '#lib/auth/company-claims.ts'
import { admitPerson } from '#lib/portal/accounts/admit-person.ts'
import { prisma } from '#lib/server/prisma.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'

vi.hoisted(() => {
  process.env.OIDC_GROUPS_SYNC = 'on'
})

const issuer = 'https://login.microsoftonline.com/tenant/v2.0'
let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

async function signIn(sub: string, claims: Record<string, unknown>) {
  const all = { sub, email: `${sub}@example.com`, name: sub, ...claims }
  return admitPerson(systemActor('Sign-in'), readCompanyClaims(all, issuer, 'groups'))
}

async function groupsOf(sub: string): Promise<string[]> {
  const person = await prisma().person.findUniqueOrThrow({
    where: { email: `${sub}@example.com` },
    include: { memberships: { include: { group: true } } },
  })
  return person.memberships.map((one) => `${one.group.source} ${one.group.name}`).sort()
}

describe('groups that the identity provider claims', () => {
  it('are made when first seen, joined and left at each sign-in, with an audit entry for a change', async () => {
    await signIn('ada', { groups: ['Design', 'Berlin', 'Design', ' ', 'a\u0000b', 'x'.repeat(300)] })
    expect(await groupsOf('ada')).toEqual(['claim Berlin', 'claim Design'])
    await signIn('ada', { groups: ['Design', 'Utrecht'] })
    await signIn('ada', { groups: ['Design', 'Utrecht'] })
    expect(await groupsOf('ada')).toEqual(['claim Design', 'claim Utrecht'])
    const changes = await prisma().auditEntry.findMany({
      where: { action: 'person.groups_changed' },
      orderBy: { id: 'asc' },
    })
    expect(changes.map((one) => one.detail)).toEqual([
      { joined: expect.arrayContaining(['Berlin', 'Design']), left: [] },
      { joined: ['Utrecht'], left: ['Berlin'] },
    ])
    await signIn('ada', {})
    expect(await groupsOf('ada')).toEqual([])
    expect(await prisma().group.count({ where: { source: 'claim' } })).toBe(3)
  })

  it('never touch groups that admins or the directory keep', async () => {
    await signIn('eva', { groups: [] })
    const { id: personId } = await prisma().person.findUniqueOrThrow({ where: { email: 'eva@example.com' } })
    await prisma().group.create({ data: { name: 'Local', memberships: { create: { personId } } } })
    await prisma().group.create({
      data: { name: 'Scim', source: 'directory', memberships: { create: { personId } } },
    })
    await prisma().group.create({ data: { name: 'Secret', source: 'local' } })
    await signIn('eva', { groups: ['Secret', 'Claimed'] })
    expect(await groupsOf('eva')).toEqual(['claim Claimed', 'directory Scim', 'local Local'])
    await signIn('eva', { groups: [] })
    expect(await groupsOf('eva')).toEqual(['directory Scim', 'local Local'])
  })

  it('stay as they are when the token has no room for them', async () => {
    await signIn('max', { groups: ['Design'] })
    await signIn('max', { _claim_names: { groups: 'src1' } })
    await signIn('max', { hasgroups: true })
    expect(await groupsOf('max')).toEqual(['claim Design'])
  })

  it('are made once by two who sign in at once', async () => {
    const both = await Promise.all(
      ['p1', 'p2', 'p3'].map((sub) => signIn(sub, { groups: ['New B', 'New A'] })),
    )
    expect(both.every((one) => one.admitted)).toBe(true)
    expect(await prisma().group.count({ where: { name: { startsWith: 'New ' } } })).toBe(2)
  })
})

describe('a person whom the directory made', () => {
  const make = (externalId: string, rest = {}) =>
    prisma().person.create({
      data: { email: `${externalId}@company.example`, name: 'D', externalId, fromDirectory: true, ...rest },
    })

  it('is known at the first sign-in by the directory’s key, whatever the address', async () => {
    const [bySubject, byObject] = [await make('sub-1'), await make('object-1')]
    expect(await signIn('sub-1', {})).toEqual({ admitted: true, personId: bySubject.id })
    expect(await signIn('other', { oid: 'object-1' })).toEqual({ admitted: true, personId: byObject.id })
  })

  it('is not let in when switched off, and nobody else is taken for them', async () => {
    await make('off-1', { active: false })
    expect(await signIn('off-1', {})).toEqual({ admitted: false, code: 'inactive' })
    const taken = await make('taken-1', { identities: { create: { issuer, subject: 'somebody' } } })
    expect(await signIn('taken-1', {})).not.toMatchObject({ personId: taken.id })
    const claims = readCompanyClaims({ sub: 'x', oid: 'object-9' }, 'https://elsewhere.example', 'groups')
    expect(claims.directoryIds).toEqual(['x'])
  })
})
