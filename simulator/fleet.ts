import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { endWithParent } from './end-with-parent.ts'
import { parseFleetOrder } from './fleet-order.ts'
import { SimulatedMac, type SimulatedMacOptions } from './mac/simulated-mac.ts'
import { listSavedMacs } from './mac/state-store.ts'

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    apns: { type: 'string' },
    origin: { type: 'string' },
    ca: { type: 'string' },
  },
})

const print = (event: object): void => console.log(JSON.stringify(event))

const setting = {
  stateDirectory: values.state ?? './data/macs',
  pushServiceUrl: values.apns,
  trustedPem: values.ca ? [readFileSync(values.ca, 'utf8')] : [],
  listener: print,
} satisfies SimulatedMacOptions

const macs = new Map<string, SimulatedMac>()

const fail = (error: unknown, about: object): void => {
  print({
    at: new Date().toISOString(),
    type: 'failed',
    ...about,
    text: error instanceof Error ? error.message : String(error),
  })
}

function take(mac: SimulatedMac): void {
  macs.set(mac.serialNumber, mac)
  mac.start()
}

async function resumeAll(): Promise<void> {
  for (const serialNumber of listSavedMacs(setting.stateDirectory)) {
    const mac = await SimulatedMac.resume(serialNumber, setting)
    const { power } = mac.state
    if (power.kind === 'shut-down' || power.kind === 'restarting') mac.wake()
    take(mac)
  }
}

async function obey(line: string): Promise<void> {
  const order = parseFleetOrder(line)
  if (order.kind === 'unlock') {
    macs.get(order.serialNumber)?.unlock(order.pin)
    return
  }
  const link = values.origin ? new URL(order.link, values.origin).href : order.link
  const mac = await SimulatedMac.create({
    ...setting,
    seed: order.hardware,
    deviceName: order.name,
    behaviours: order.behaviours,
  })
  const known = macs.get(mac.serialNumber)
  if (known?.state.enrollment) {
    print({
      at: new Date().toISOString(),
      type: 'enrolled',
      serialNumber: mac.serialNumber,
      text: 'Enrolled already',
    })
    return
  }
  await known?.close()
  await mac.enroll(link)
  take(mac)
}

endWithParent(true, async () => {
  await Promise.all([...macs.values()].map((mac) => mac.close()))
})
await resumeAll()
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line.trim() !== '') obey(line).catch((error: unknown) => fail(error, { order: line }))
})
