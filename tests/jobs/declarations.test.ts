import { afterAll, beforeAll, expect, it } from 'vitest'
import { handOutMdmEvents } from '#lib/jobs/hand-out-mdm-events.ts'
import { type Jobs, startJobs } from '#lib/jobs/start-jobs.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { plainSql } from '#lib/server/plain-sql.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from '../portal/macs/mac-world.ts'

let world: MacWorld
let jobs: Jobs
beforeAll(async () => {
  world = await startMacWorld()
  jobs = await startJobs(() => undefined)
})
afterAll(async () => {
  await jobs.stop()
  await world.stop()
})

it('has a Mac that enrols tell about itself, and follow what is declared later, with nobody doing anything', async () => {
  const { mdm, sql } = runtime()
  const { url } = await inviteMac(await makePerson(), { ownership: 'company' })
  const mac = await world.newMac({ behaviours: { pollSeconds: 0.2, slowMs: 0 } })
  await mac.enroll(url)
  mac.start()
  const operations = mdm.in(plainSql(sql))
  const says = async (name: string) => {
    const { items } = await operations.statusItems(mac.enrollmentId)
    return items.find((item) => item.name === name)?.value
  }
  const patience = { timeout: 30_000, interval: 100 }
  await expect
    .poll(() => says('device.operating-system.version'), patience)
    .toBe(mac.state.hardware.osVersion)
  await operations.declare('by-itself', [
    {
      identifier: 'by-itself.passcode',
      type: 'com.apple.configuration.passcode.settings',
      payload: { MinimumLength: 10 },
    },
    {
      identifier: 'by-itself.on',
      type: 'com.apple.activation.simple',
      payload: { StandardConfigurations: ['by-itself.passcode'] },
    },
  ])
  await operations.assignDeclarations(mac.enrollmentId, 'by-itself')
  const stands = async () => {
    const states = await operations.declarationStates(mac.enrollmentId)
    return states?.find(({ identifier }) => identifier === 'by-itself.passcode')?.reported?.active
  }
  await expect.poll(stands, patience).toBe(true)
  await handOutMdmEvents()
  expect(await prisma().mdmEvent.count({ where: { failure: { not: null } } })).toBe(0)
})
