import { randomBytes, randomUUID } from 'node:crypto'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'

/** An install of a made-up app on that Mac which failed after a download. */
export async function makeFailedInstall(person: PersonActor, device: Device, appName = 'Tea Timer') {
  const mark = randomBytes(4).toString('hex')
  const words = { summaryEn: 's', summaryNl: 's', descriptionEn: 'd', descriptionNl: 'd' }
  const app = await prisma().catalogApp.create({
    data: {
      ...words,
      slug: `app-${mark}`,
      name: appName,
      publisher: 'p',
      category: 'other',
      approvalRequired: false,
    },
  })
  const facts = {
    title: appName,
    identifier: `com.example.${mark}`,
    version: '2.1',
    signature: {},
    warnings: [],
  }
  const pkg = await prisma().appPackage.create({
    data: {
      ...facts,
      sha256Hex: randomBytes(32).toString('hex'),
      sizeBytes: 10n,
      fileName: 'a.pkg',
      appId: app.id,
    },
  })
  const state = {
    state: 'failed',
    failureCode: 'download_failed',
    failureDetail: { canary: 'errorchain' },
    attempt: 2,
  }
  const install = await prisma().install.create({
    data: { ...state, deviceId: device.id, appId: app.id, packageId: pkg.id, personId: person.id },
  })
  const start = Date.now() - 60_000
  const step = (toState: string, minutes: number, cause: object, fromState: string | null) => ({
    id: randomUUID(),
    installId: install.id,
    ...{ fromState, toState, cause },
    at: new Date(start + minutes * 1000),
  })
  await prisma().installEvent.createMany({
    data: [
      step('waiting_for_mac', 0, { kind: 'person', personId: person.id, name: person.name }, null),
      step('downloading', 1, { kind: 'download', what: 'manifest' }, 'waiting_for_mac'),
      step('failed', 2, { kind: 'check', failureCode: 'download_failed' }, 'downloading'),
    ],
  })
  return install
}
