import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countReach } from '#app/admin/catalog/[appId]/count-reach.ts'
import type { PersonActor } from '#lib/auth/actor.ts'
import { listGroups } from '#lib/portal/requirements/list-groups.ts'
import { removeRequirement } from '#lib/portal/requirements/remove-requirement.ts'
import { removeRequirementInput, setRequirementInput } from '#lib/portal/requirements/schema.ts'
import { setRequirement } from '#lib/portal/requirements/set-requirement.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeApp } from '#tests/portal/installs/world.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let admin: PersonActor

beforeAll(async () => {
  portal = await startTestPortal()
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => portal.stop())

async function makeGroup(...members: PersonActor[]) {
  const group = await prisma().group.create({ data: { name: `Group ${crypto.randomUUID()}` } })
  const data = members.map(({ id }) => ({ groupId: group.id, personId: id }))
  await prisma().membership.createMany({ data })
  return group
}

async function toldOf(appId: string) {
  const entries = await prisma().auditEntry.findMany({ where: { subjectId: appId }, orderBy: { id: 'asc' } })
  return entries.map(({ action }) => action)
}

describe('an app that groups require', () => {
  it('is required, made essential and let go of, once each however often it is said', async () => {
    const app = await makeApp()
    const { id: groupId } = await makeGroup()
    const say = (essential: boolean) => setRequirement(admin, { appId: app.id, groupId, essential })
    const kept = async () => (await listGroups(admin, app.id)).find(({ id }) => id === groupId)?.essential
    expect(await kept()).toBeNull()
    for (const essential of [false, false, true, true]) await say(essential)
    expect(await kept()).toBe(true)
    await removeRequirement(admin, { appId: app.id, groupId })
    await removeRequirement(admin, { appId: app.id, groupId })
    expect(await kept()).toBeNull()
    expect(await toldOf(app.id)).toEqual(['app.required', 'app.essential_changed', 'app.not_required'])
  })

  it('is not required of a group, nor is an app, that is gone', async () => {
    const app = await makeApp()
    const group = await makeGroup()
    const gone = crypto.randomUUID()
    for (const pair of [
      { appId: app.id, groupId: gone },
      { appId: gone, groupId: group.id },
    ]) {
      const set = setRequirement(admin, { ...pair, essential: false })
      await expect(set).rejects.toMatchObject({ code: 'app_or_group_gone' })
    }
  })

  it('says how many Macs it reaches, and on how many nothing is installed', async () => {
    const [one, two] = [await makePerson(), await makePerson()]
    const group = await makeGroup(one, two)
    await makeDevice(one)
    await makeDevice(two, { enrollmentType: 'automated' })
    await makeDevice(two, { enrollmentType: 'user' })
    await makeDevice(two, { accessRights: 1 })
    await makeDevice(two, { status: 'left' })
    const app = await makeApp()
    const found = (await listGroups(admin, app.id)).find(({ id }) => id === group.id)
    expect(countReach(found?.macs ?? [])).toEqual({ reached: 2, left: 2 })
    expect(await listGroups(admin, 'no id')).toEqual([])
  })

  it('takes a box that is not ticked for no, and a group that was not chosen for a mistake', () => {
    const pair = { appId: crypto.randomUUID(), groupId: crypto.randomUUID() }
    expect(setRequirementInput.parse(pair).essential).toBe(false)
    expect(setRequirementInput.parse({ ...pair, essential: 'on' }).essential).toBe(true)
    const { error } = removeRequirementInput.safeParse({ ...pair, groupId: undefined })
    expect(error?.issues[0]?.message).toBe('group_missing')
  })
})
