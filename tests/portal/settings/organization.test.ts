import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { getLogo, getOrganization } from '#lib/portal/settings/queries.ts'
import { replaceLogo } from '#lib/portal/settings/replace-logo.ts'
import { maxLogoBytes } from '#lib/portal/settings/schema.ts'
import { updateOrganization } from '#lib/portal/settings/update-organization.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let admin: PersonActor
let employee: PersonActor

beforeAll(async () => {
  portal = await startTestPortal()
  admin = await makePerson({ role: 'admin' })
  employee = await makePerson()
})
afterAll(() => portal.stop())

const pngStart = Buffer.from('89504e470d0a1a0a', 'hex')
const png = new Uint8Array(Buffer.concat([pngStart, randomBytes(64)]))
const jpeg = new Uint8Array(Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(64)]))

describe('the organisation', () => {
  it('is called Zelf until somebody says otherwise', async () => {
    expect(await getOrganization(employee)).toEqual({ name: 'Zelf', accent: null, logoUrl: null })
  })

  it('is seen by everybody as an admin set it', async () => {
    await updateOrganization(admin, { name: 'Noordzee BV', accent: '#0a7c55' })
    expect(await getOrganization(employee)).toMatchObject({ name: 'Noordzee BV', accent: '#0a7c55' })
    const entry = await prisma().auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(entry).toMatchObject({ action: 'settings.organization_changed', actorId: admin.id })
  })

  it.each(['red', '#12345', '#0a7c55;background:url(//evil.example)', 'oklch(1 0 0)'])(
    'takes no colour like %s',
    async (accent) => {
      await expect(updateOrganization(admin, { name: 'N', accent })).rejects.toThrow()
    },
  )

  it('is changed by admins only', async () => {
    for (const actor of [employee, await makePerson({ role: 'helpdesk' })]) {
      await expect(updateOrganization(actor, { name: 'Mine', accent: null })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(replaceLogo(actor, png)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})

describe('the logo', () => {
  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
  ])('is kept as it came: %s', async (type, bytes) => {
    await replaceLogo(admin, bytes)
    expect(await getLogo(employee)).toMatchObject({ type, bytes })
  })

  it('has a new address for a new picture', async () => {
    await replaceLogo(admin, png)
    const before = (await getOrganization(employee)).logoUrl
    await replaceLogo(admin, jpeg)
    expect((await getOrganization(employee)).logoUrl).not.toBe(before)
  })

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['nothing', ''],
    ['a GIF', 'GIF89a'],
  ])('is not %s', async (_what, text) => {
    await expect(replaceLogo(admin, new Uint8Array(Buffer.from(text)))).rejects.toMatchObject({
      code: 'logo_type',
    })
  })

  it('is not larger than it may be', async () => {
    const large = new Uint8Array(Buffer.concat([pngStart, Buffer.alloc(maxLogoBytes)]))
    await expect(replaceLogo(admin, large)).rejects.toMatchObject({ code: 'logo_too_large' })
  })

  it('can be taken away', async () => {
    await replaceLogo(admin, png)
    await replaceLogo(admin, null)
    expect(await getLogo(employee)).toBeNull()
    expect((await getOrganization(employee)).logoUrl).toBeNull()
  })
})
