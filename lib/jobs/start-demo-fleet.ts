import path from 'node:path'
import type { MdmServer } from '#lib/mdm/server.ts'
import { log } from '#lib/server/log.ts'
import { plainSql } from '#lib/server/plain-sql.ts'
import { runChild } from '#lib/server/run-child.ts'
import { runtime } from '#lib/server/runtime.ts'
import { type DemoMac, demoMacs } from './demo-macs.ts'

async function invite(mdm: MdmServer, mac: DemoMac): Promise<string | null> {
  const { prisma, sql } = runtime()
  const person = await prisma.person.findUnique({ where: { email: mac.ownerEmail } })
  if (!person) return null
  const invitation = await mdm.in(plainSql(sql)).invite({
    personId: person.id,
    ownership: mac.ownership,
    enrollmentType: 'device',
  })
  return invitation.url
}

/**
 * Runs the demo's pretend Macs: those of an earlier start go on where they were,
 * and in a demo that never had one each employee's Mac enrols as a real one would.
 */
export async function startDemoFleet(
  dataDirectory: string,
  devicePort: number,
): Promise<{ stop(): Promise<void> }> {
  const { publicUrl, prisma, mdm } = runtime()
  const state = path.join(dataDirectory, 'demo', 'macs')
  const flags = ['--state', state, '--origin', publicUrl, '--apns', `http://127.0.0.1:${devicePort}`]
  const fleet = runChild('pretend Macs', 'simulator/fleet.ts', flags)
  if ((await prisma.device.count()) > 0) return fleet
  for (const mac of demoMacs) {
    const link = await invite(mdm, mac)
    if (link === null) log.warn({ mac: mac.name }, 'a pretend Mac has no owner')
    else fleet.say(JSON.stringify({ link, hardware: mac.hardware, name: mac.name, flags: mac.flags }))
  }
  return fleet
}
