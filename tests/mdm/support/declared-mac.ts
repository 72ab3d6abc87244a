import { randomUUID } from 'node:crypto'
import type { Behaviours } from '#simulator/mac/behaviours.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { quickBehaviours, type TestMdm } from './start-test-mdm.ts'

export interface DeclaredMac {
  mac: SimulatedMac
  /** The declarations that it fetched since the last call, in order. */
  takeFetched(): string[]
  /** Has everything happen that jobs do, until nothing is left to do. */
  settle(): Promise<void>
  /** What it holds on a channel, by identifier. */
  holds(channel?: 'device' | 'user'): string[]
}

/** A Mac that enrolled, and whose doings with declarations can be watched. */
export async function enrollDeclaredMac(
  server: TestMdm,
  options: { seed?: string; osVersion?: string; behaviours?: Partial<Behaviours>; personId?: string } = {},
): Promise<DeclaredMac> {
  const fetched: string[] = []
  const mac = await SimulatedMac.create({
    seed: options.seed ?? randomUUID(),
    pushServiceUrl: null,
    behaviours: {
      ...quickBehaviours,
      clockAheadMs: server.now().getTime() - Date.now(),
      ...options.behaviours,
    },
    listener: ({ text }) => {
      const name = /^Fetched the \w+ (.*)$/.exec(text)?.[1]
      if (name !== undefined) fetched.push(name)
    },
  })
  if (options.osVersion !== undefined) mac.state.hardware.osVersion = options.osVersion
  await mac.enroll((await server.invite('company', options.personId)).url)
  await server.mdm.in(server.sql).switchOnDeclarations(mac.enrollmentId)
  return {
    mac,
    takeFetched: () => fetched.splice(0),
    async settle() {
      for (let round = 0; round < 3; round++) {
        await server.mdm.syncDeclarations()
        await mac.poll()
        if (mac.behaviours.userChannel) await mac.poll('user')
        await server.mdm.digestStatusReports()
      }
    },
    holds: (channel = 'device') => {
      const { declarations, userDeclarations } = mac.state
      return Object.keys((channel === 'device' ? declarations : userDeclarations)?.declarations ?? {}).sort()
    },
  }
}
