import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Behaviours } from '#simulator/mac/behaviours.ts'
import { SimulatedMac, type SimulatedMacOptions } from '#simulator/mac/simulated-mac.ts'
import { type StandInServer, startStandInServer } from './stand-in-server.ts'

/** Nothing waits longer than it must. */
export const quick: Partial<Behaviours> = {
  installMs: 5,
  restartMs: 30,
  busyPollMs: 20,
  retry: { attempts: 4, firstMs: 5, longestMs: 30 },
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mac-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export async function meetServer(): Promise<StandInServer> {
  const server = await startStandInServer()
  onTestFinished(() => server.close())
  return server
}

export async function meetMac(options: SimulatedMacOptions = {}): Promise<SimulatedMac> {
  const mac = await SimulatedMac.create({
    pushServiceUrl: null,
    ...options,
    behaviours: { ...quick, ...options.behaviours },
  })
  onTestFinished(() => mac.close())
  return mac
}

/** A server and a Mac that has just enrolled with it. */
export async function meetEnrolledMac(options: SimulatedMacOptions = {}) {
  const server = await meetServer()
  const mac = await meetMac(options)
  await mac.enroll(server.link())
  return { server, mac }
}
