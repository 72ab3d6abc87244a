import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { accountOptionsFromFlags } from './account-flags.ts'
import { endWithParent } from './end-with-parent.ts'
import { MacError } from './mac/mac-error.ts'
import type { MacEvent } from './mac/mac-event.ts'
import { SimulatedMac, type SimulatedMacOptions } from './mac/simulated-mac.ts'
import { listSavedMacs } from './mac/state-store.ts'
import { behavioursFromFlags, FlagError, type MacFlagValues, macFlags, spellOutFlags } from './mac-flags.ts'

const help = `A pretend Mac that speaks Apple's MDM protocol.

  npm run mac -- enroll <enrolment link>   a new Mac enrols and stays online until Ctrl-C
  npm run mac -- enroll-account <account>  the same by signing in, as from System Settings
  npm run mac -- resume [serial]           a Mac (or all of them) goes on where it was
  npm run mac -- unlock <serial> <PIN>     types the PIN on a locked Mac
  npm run mac -- leave <serial>            the person removes the enrolment profile
  npm run mac -- list                      the Macs in the state directory

How it behaves
  --slow MS              waits this long between steps
  --busy N               answers NotNow N times to each command, then does it
  --offline [SECONDS]    after enrolling: never polls, or not for so long
  --refuse               the person declines every app
  --fail                 answers app installs with an error
  --fail download        takes the command, but the package is spoilt on the way
  --download-rate N      bytes per second
  --poll-seconds N       asks by itself every N seconds, besides pushes
  --user-channel         the logged-in user is managed too

Signing in on the Mac (enroll-account)
  --server URL           asks this server in place of the account's domain
  --kind byod|adde       only in this way
  --person NAME          who signs in on a demo's page; else the account's name
  --ownership WHOSE      personal or company, where the page asks (personal)

Where things are
  --state DIR            keeps Macs here (./data/macs)
  --apns URL             the push service's side for Macs; without it the server is asked
  --ca FILE              trusts these certificates too (PEM)
  --name NAME  --seed S  what the Mac is called; the same seed is the same Mac`

const say = ({ at, deviceName, text }: MacEvent): void => {
  console.log(`${at.slice(11, 19)}  ${deviceName}  ${text}`)
}

type Setting = SimulatedMacOptions & { stateDirectory: string }

function settingFrom(values: MacFlagValues): Setting {
  const { state, apns, ca, name, seed } = values
  return {
    stateDirectory: String(state),
    behaviours: behavioursFromFlags(values),
    listener: say,
    ...(typeof apns === 'string' && { pushServiceUrl: apns }),
    ...(typeof name === 'string' && { deviceName: name }),
    ...(typeof seed === 'string' && { seed }),
    ...(typeof ca === 'string' && { trustedPem: [readFileSync(ca, 'utf8')] }),
  }
}

function stayOnline(macs: SimulatedMac[]): void {
  for (const mac of macs) mac.start()
  endWithParent(false, async () => {
    await Promise.all(macs.map((mac) => mac.close()))
  })
  // Without anything to wait for, a Mac that is offline would end the program.
  setInterval(() => undefined, 60_000)
  console.log('Ctrl-C stops the program; “npm run mac -- resume” goes on.')
}

function tellPower({ power, deviceName }: SimulatedMac['state']): void {
  if (power.kind === 'locked')
    console.log(`${deviceName} is locked. Type its PIN with “npm run mac -- unlock”.`)
  if (power.kind === 'erased') console.log(`${deviceName} was erased.`)
}

async function resume(serialNumber: string | undefined, setting: Setting): Promise<void> {
  const serialNumbers = serialNumber ? [serialNumber] : listSavedMacs(setting.stateDirectory)
  if (serialNumbers.length === 0)
    throw new MacError('not-found', `There is no Mac in ${setting.stateDirectory}`)
  const macs = await Promise.all(serialNumbers.map((serial) => SimulatedMac.resume(serial, setting)))
  for (const mac of macs) {
    tellPower(mac.state)
    if (['offline', 'shut-down', 'restarting'].includes(mac.state.power.kind)) mac.wake()
  }
  stayOnline(macs)
}

const required = (value: string | undefined, what: string): string => {
  if (!value) throw new FlagError(`${what} is missing. “npm run mac -- --help” shows how.`)
  return value
}

async function run(words: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: spellOutFlags(words),
    options: macFlags,
    allowPositionals: true,
  })
  const [verb, first, second] = positionals
  const setting = settingFrom(values)
  if (values.help || !verb) console.log(help)
  else if (verb === 'enroll') {
    const mac = await SimulatedMac.create(setting)
    await mac.enroll(required(first, 'The enrolment link'))
    stayOnline([mac])
  } else if (verb === 'enroll-account') {
    const account = required(first, 'The account')
    const mac = await SimulatedMac.create(setting)
    await mac.enrollByAccount(accountOptionsFromFlags(account, values, setting.trustedPem))
    stayOnline([mac])
  } else if (verb === 'resume') await resume(first, setting)
  else if (verb === 'unlock') {
    const mac = await SimulatedMac.resume(required(first, 'The serial number'), setting)
    mac.unlock(required(second, 'The PIN'))
    stayOnline([mac])
  } else if (verb === 'leave') {
    const mac = await SimulatedMac.resume(required(first, 'The serial number'), setting)
    await mac.checkOut()
    await mac.discard()
  } else if (verb === 'list') {
    for (const serial of listSavedMacs(setting.stateDirectory)) console.log(serial)
  } else throw new FlagError(`“${verb}” is not something a pretend Mac can do. Try --help.`)
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
