import '#tests/support/own-data-directory.ts'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { createApp } from '#lib/portal/catalog/create-app.ts'
import { makeSlug } from '#lib/portal/catalog/make-slug.ts'
import { publishApp } from '#lib/portal/catalog/publish-app.ts'
import { getApp, getIcon, listApps, listCatalog } from '#lib/portal/catalog/queries.ts'
import { retireApp } from '#lib/portal/catalog/retire-app.ts'
import { appFilter, createAppInput } from '#lib/portal/catalog/schema.ts'
import { setIcon } from '#lib/portal/catalog/set-icon.ts'
import { updateApp } from '#lib/portal/catalog/update-app.ts'
import { env } from '#lib/server/env.ts'
import { prisma } from '#lib/server/prisma.ts'
import { demoApps } from '#prisma/demo/demo-packages.ts'
import { seedCatalog } from '#prisma/demo/seed-catalog.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

const actor = systemActor('Demo')
let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
  await seedCatalog(actor)
})
afterAll(async () => {
  await portal.stop()
  rmSync(env().dataDirectory, { recursive: true })
})

const form = {
  name: 'Écran Été!',
  publisher: 'Example',
  category: 'design',
  summaryEn: 'A screen',
  summaryNl: 'Een scherm',
}

/** The head of a PNG: signature and IHDR with that width and height. */
function png(width: number, height: number, size = 64): Buffer {
  const bytes = Buffer.alloc(size)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

describe('the demo catalogue', () => {
  it('has every demo app once, with an icon and words in both languages, some with approval and some without', async () => {
    const employee = await makePerson()
    expect(await seedCatalog(actor)).toBe(0)
    const apps = await listApps(employee)
    expect(apps.map((app) => app.slug).sort()).toEqual(demoApps.map((app) => app.slug).sort())
    for (const app of apps) {
      expect(app.iconUrl, app.slug).toMatch(/^\/api\/apps\/[0-9a-f-]{36}\/icon\?v=\d+$/)
      expect(app.description.en && app.description.nl && app.summary.nl, app.slug).toBeTruthy()
      expect((await getIcon(employee, app.id))?.type).toBe('image/svg+xml')
    }
    expect(new Set(apps.map((app) => app.approvalRequired))).toEqual(new Set([true, false]))
    expect(await listApps(employee, { search: 'thee' })).toHaveLength(1)
    expect(await listApps(employee, { category: 'design' })).toHaveLength(2)
    expect(await listApps(employee, { search: '100%_' })).toEqual([])
  })
})

describe('an app in the catalogue', () => {
  it('is a draft that employees do not see, then published, then retired', async () => {
    const [employee, admin] = [await makePerson(), await makePerson({ role: 'admin' })]
    const { appId, slug } = await createApp(admin, createAppInput.parse(form))
    expect(slug).toBe('ecran-ete')
    expect(await getApp(employee, slug)).toBeNull()
    expect(await getApp(admin, slug)).not.toBeNull()
    await expect(publishApp(admin, { appId })).rejects.toMatchObject({ code: 'no_package' })
    const spare = await prisma().appPackage.create({
      data: {
        sha256Hex: 'a'.repeat(64),
        sizeBytes: 1,
        fileName: 'a.pkg',
        title: 'A',
        identifier: 'a',
        version: '1',
        signature: {},
        warnings: [],
        appId,
      },
    })
    await prisma().catalogApp.update({ where: { id: appId }, data: { currentPackageId: spare.id } })
    await publishApp(admin, { appId })
    await publishApp(admin, { appId })
    expect(await getApp(employee, slug)).toMatchObject({ name: 'Écran Été!', current: { version: '1' } })
    await retireApp(admin, { appId })
    expect(await getApp(employee, slug)).toBeNull()
    expect((await listCatalog(admin, { status: 'retired' })).map((app) => app.id)).toEqual([appId])
    const entries = await prisma().auditEntry.findMany({ where: { subjectId: appId } })
    expect(entries.map((entry) => entry.action)).toEqual(['app.created', 'app.published', 'app.retired'])
  })

  it('keeps its address for itself, and tells what was changed', async () => {
    const admin = await makePerson({ role: 'admin' })
    const { appId, slug } = await createApp(admin, createAppInput.parse({ ...form, name: 'Ruler' }))
    await expect(createApp(admin, createAppInput.parse({ ...form, name: 'RULER' }))).rejects.toMatchObject({
      code: 'slug_taken',
    })
    const { slug: _address, packageId: _package, ...fields } = createAppInput.parse(form)
    expect(await updateApp(admin, { ...fields, appId, approvalRequired: true })).toEqual({ slug })
    const entry = await prisma().auditEntry.findFirst({ where: { subjectId: appId, action: 'app.updated' } })
    expect(entry?.detail).toMatchObject({ changed: ['name', 'approvalRequired'] })
  })

  it('is changed by admins only', async () => {
    const helpdesk = await makePerson({ role: 'helpdesk' })
    const [app] = await listApps(helpdesk)
    const appId = app?.id ?? ''
    const refused = { code: 'forbidden' }
    await expect(createApp(helpdesk, createAppInput.parse(form))).rejects.toMatchObject(refused)
    await expect(publishApp(helpdesk, { appId })).rejects.toMatchObject(refused)
    await expect(retireApp(helpdesk, { appId })).rejects.toMatchObject(refused)
    await expect(setIcon(helpdesk, { appId, icon: png(1, 1) })).rejects.toMatchObject(refused)
    await expect(listCatalog(helpdesk)).rejects.toMatchObject(refused)
  })

  it('has a PNG for an icon: no drawing with a script in it, nothing huge', async () => {
    const admin = await makePerson({ role: 'admin' })
    const [app] = await listApps(admin)
    const appId = app?.id ?? ''
    await setIcon(admin, { appId, icon: png(512, 512) })
    expect((await getIcon(admin, appId))?.type).toBe('image/png')
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    for (const icon of [svg, Buffer.from('GIF89a'), png(0, 9), png(4, 4).subarray(0, 20)]) {
      await expect(setIcon(admin, { appId, icon })).rejects.toMatchObject({ code: 'icon_not_png' })
    }
    await expect(setIcon(admin, { appId, icon: png(9000, 9) })).rejects.toMatchObject({
      code: 'icon_too_large',
    })
    await expect(setIcon(admin, { appId, icon: png(9, 9, 1_100_000) })).rejects.toMatchObject({
      code: 'icon_too_large',
    })
  })
})

describe('small things', () => {
  it('makes addresses of names', () => {
    expect(makeSlug('Tea Timer')).toBe('tea-timer')
    expect(makeSlug('  ½ – ??  ')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(makeSlug('漢字')).toBe('app')
  })

  it('passes over an odd filter in the address bar', () => {
    expect(appFilter.parse({ category: 'nonsense', search: ['a', 'b'] })).toEqual({})
  })
})
