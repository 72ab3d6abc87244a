import '#tests/support/own-data-directory.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { chooseKind } from '#lib/portal/enrollment/choose-kind.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { previewRule } from '#lib/portal/enrollment/preview-rule.ts'
import { findSignedInInvitation, getOwnSituation, listGroupRules } from '#lib/portal/enrollment/queries.ts'
import { removeRule } from '#lib/portal/enrollment/remove-rule.ts'
import { setRule } from '#lib/portal/enrollment/set-rule.ts'
import { updateDomains } from '#lib/portal/enrollment/update-domains.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let admin: PersonActor
let everyone: string
let group: string
beforeAll(async () => {
  portal = await startTestPortal()
  admin = await makePerson({ role: 'admin' })
  everyone = (await prisma().group.create({ data: { name: 'Everyone', everyone: true } })).id
  group = (await prisma().group.create({ data: { name: 'Design' } })).id
})
afterAll(() => portal.stop())

async function makeDesigner(): Promise<PersonActor> {
  const person = await makePerson()
  await prisma().membership.create({ data: { groupId: group, personId: person.id } })
  return person
}

async function lastAction(actor: PersonActor) {
  const entry = await prisma().auditEntry.findFirst({
    where: { actorId: actor.id },
    orderBy: { id: 'desc' },
    select: { action: true, detail: true },
  })
  return entry
}

describe('The policy', () => {
  it('offers everything until somebody sets a rule', async () => {
    const { offered, full } = await getOwnSituation(await makePerson())
    expect(offered).toEqual({
      kinds: ['account_user', 'account_device', 'profile'],
      ownerships: ['personal', 'company'],
      maxMacs: null,
    })
    expect(full).toBe(false)
  })

  it('refuses a way that is not offered, says so in the audit trail and leaves no invitation', async () => {
    const designer = await makeDesigner()
    await setRule(admin, { groupId: group, kinds: ['account_user'], ownerships: ['personal'], maxMacs: null })
    await expect(inviteMac(designer, { ownership: 'personal' })).rejects.toMatchObject({
      code: 'enrollment_kind_not_offered',
    })
    await expect(inviteMac(designer, { ownership: 'company' })).rejects.toMatchObject({
      code: 'enrollment_ownership_not_offered',
    })
    expect(await lastAction(designer)).toEqual({
      action: 'enrollment.refused',
      detail: { code: 'enrollment_ownership_not_offered', kind: 'profile', ownership: 'company', macs: 0 },
    })
    expect(await prisma().mdmInvitation.count({ where: { personId: designer.id } })).toBe(0)
    await expect(inviteMac(await makePerson(), { ownership: 'company' })).resolves.toBeTruthy()
  })

  it('stops at the number of Macs that a person may have, counting those that are enrolled', async () => {
    const designer = await makeDesigner()
    await setRule(admin, { groupId: group, kinds: ['profile'], ownerships: ['company'], maxMacs: 1 })
    await makeDevice(designer, { status: 'left' })
    await inviteMac(designer, { ownership: 'company' })
    const mac = await makeDevice(designer)
    await expect(inviteMac(designer, { ownership: 'company' })).rejects.toMatchObject({
      code: 'enrollment_too_many_macs',
    })
    const { full, macs } = await getOwnSituation(designer)
    expect({ full, ids: macs.map(({ id }) => id) }).toEqual({ full: true, ids: [mac.id] })
  })

  it('goes back to what everybody has when the rule is taken away', async () => {
    const designer = await makeDesigner()
    await setRule(admin, { groupId: everyone, kinds: ['profile'], ownerships: ['company'], maxMacs: 3 })
    await removeRule(admin, { groupId: group })
    expect((await getOwnSituation(designer)).offered.maxMacs).toBe(3)
    await removeRule(admin, { groupId: everyone })
    await removeRule(admin, { groupId: everyone })
    expect((await listGroupRules(admin)).map(({ name, rule }) => [name, rule])).toEqual([
      ['Everyone', null],
      ['Design', null],
    ])
  })

  it('tells beforehand whom a rule concerns', async () => {
    const people = await prisma().person.count()
    const designers = await prisma().membership.count({ where: { groupId: group } })
    const rule = {
      groupId: group,
      kinds: ['account_user' as const],
      ownerships: ['personal' as const],
      maxMacs: 1,
    }
    const { ways, full } = await previewRule(admin, rule)
    expect(ways).toContainEqual({
      ownership: 'company',
      kind: 'profile',
      before: people,
      after: people - designers,
    })
    expect(ways).toContainEqual({
      ownership: 'personal',
      kind: 'account_user',
      before: people,
      after: people,
    })
    expect(full).toEqual({ before: 0, after: 1 })
  })
})

describe('Enrolling by signing in', () => {
  it('is for addresses at the domains of the organisation', async () => {
    const person = await makePerson({ email: 'eva@Mail.Example.org' })
    expect((await getOwnSituation(person)).account).toBeNull()
    await updateDomains(admin, { domains: ['mail.example.org'] })
    expect((await getOwnSituation(person)).account).toBe('eva@mail.example.org')
    await prisma().person.update({
      where: { id: person.id },
      data: { managedAppleId: 'eva@elsewhere.example' },
    })
    expect((await getOwnSituation(person)).account).toBeNull()
  })

  it('remembers what was chosen, and finds the Mac that comes of it and no earlier or foreign one', async () => {
    const person = await makePerson()
    const stranger = await makePerson()
    const facts = { personId: person.id, enrollmentType: 'user', ownership: 'personal', accessRights: 0 }
    const invitation = { ...facts, way: 'account', expiresAt: new Date(Date.now() + 60_000) }
    await prisma().mdmInvitation.create({
      data: { ...invitation, id: crypto.randomUUID(), createdAt: new Date(Date.now() - 60_000) },
    })
    const { since } = await chooseKind(person, { kind: 'account_user', ownership: 'personal' })
    expect(await lastAction(person)).toMatchObject({ action: 'enrollment.kind_chosen' })
    const row = await prisma().person.findUniqueOrThrow({ where: { id: person.id } })
    expect(row.enrollmentChoice).toBe('account_user')
    expect(await findSignedInInvitation(person, since)).toBeNull()
    const { id } = await prisma().mdmInvitation.create({
      data: { ...invitation, id: crypto.randomUUID(), createdAt: new Date(since.getTime() + 1) },
    })
    expect(await findSignedInInvitation(person, since)).toBe(id)
    expect(await findSignedInInvitation(stranger, since)).toBeNull()
  })

  it('refuses the private way for a Mac of the company', async () => {
    const person = await makePerson()
    await expect(chooseKind(person, { kind: 'account_user', ownership: 'company' })).rejects.toMatchObject({
      code: 'enrollment_kind_not_offered',
    })
  })
})
