import { createHash } from 'node:crypto'

export type Hardware = {
  seed: string
  serialNumber: string
  udid: string
  provisioningUdid: string
  model: string
  modelName: string
  modelNumber: string
  marketingName: string
  hasBattery: boolean
  capacityGb: number
  osVersion: string
  buildVersion: string
  wifiMac: string
  bluetoothMac: string
  ethernetMac: string | null
}

type ModelFacts = Pick<Hardware, 'model' | 'modelName' | 'modelNumber' | 'marketingName' | 'hasBattery'>

const models: readonly ModelFacts[] = [
  ['Mac15,12', 'MacBook Air', 'MRXN3', 'MacBook Air (13-inch, M3, 2024)', true],
  ['Mac16,1', 'MacBook Pro', 'MW2U3', 'MacBook Pro (14-inch, M4, 2024)', true],
  ['Mac16,10', 'Mac mini', 'MU9D3', 'Mac mini (M4, 2024)', false],
  ['Mac16,12', 'MacBook Air', 'MW123', 'MacBook Air (13-inch, M4, 2025)', true],
  ['Mac16,8', 'MacBook Pro', 'MX2H3', 'MacBook Pro (14-inch, M4 Pro, 2024)', true],
  ['Mac15,13', 'MacBook Air', 'MRYM3', 'MacBook Air (15-inch, M3, 2024)', true],
  ['Mac16,3', 'iMac', 'MWUF3', 'iMac (24-inch, M4, 2024)', false],
  ['Mac16,7', 'MacBook Pro', 'MX2X3', 'MacBook Pro (16-inch, M4 Pro, 2024)', true],
  ['Mac16,9', 'Mac Studio', 'MU963', 'Mac Studio (M4 Max, 2025)', false],
].map(([model, modelName, modelNumber, marketingName, hasBattery]) => {
  return { model, modelName, modelNumber, marketingName, hasBattery } as ModelFacts
})

const systems = [
  ['26.1', '25B78'],
  ['15.7.2', '24G325'],
  ['26.0.1', '25A362'],
  ['26.1', '25B78'],
  ['15.6.1', '24G90'],
] as const

const capacities = [494.38, 245.11, 994.66] as const

/** Serial numbers leave out vowels and look-alikes; the leading ZX marks them as made up. */
const serialAlphabet = 'CDFGHJKLMNPQRTVWXY0123456789'

const uuidFrom = (bytes: Buffer): string => {
  const hex = bytes.subarray(0, 16).toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const macAddress = (bytes: Buffer): string =>
  [0x3a, ...bytes.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join(':')

/** One seed, always the same Mac. A small number also picks the model, so that a fleet looks mixed. */
export function hardwareFrom(seed: string | number): Hardware {
  const digest = (purpose: string) => createHash('sha256').update(`${purpose}:${seed}`).digest()
  const pick = <T>(list: readonly T[], purpose: string): T => {
    const index = typeof seed === 'number' ? seed : digest(purpose).readUInt32BE(0)
    const found = list[index % list.length]
    if (found === undefined) throw new RangeError(`Nothing to pick from for ${purpose}`)
    return found
  }
  const facts = pick(models, 'model')
  const [osVersion, buildVersion] = pick(systems, 'system')
  const characters = [...digest('serial').subarray(0, 8)].map(
    (byte) => serialAlphabet[byte % serialAlphabet.length],
  )
  return {
    ...facts,
    seed: String(seed),
    serialNumber: `ZX${characters.join('')}`,
    udid: uuidFrom(digest('udid')),
    provisioningUdid: `00008112-${digest('ecid').subarray(0, 8).toString('hex').toUpperCase()}`,
    capacityGb: pick(capacities, 'capacity'),
    osVersion,
    buildVersion,
    wifiMac: macAddress(digest('wifi')),
    bluetoothMac: macAddress(digest('bluetooth')),
    ethernetMac: facts.hasBattery ? null : macAddress(digest('ethernet')),
  }
}
