import type { OutgoingHttpHeaders } from 'node:http'
import type { Signer } from '../pki/sign-data.ts'
import { type Behaviours, wellBehaved } from './behaviours.ts'
import { type CommandLoop, createCommandLoop, type PollReport } from './command-loop.ts'
import type { CommandStatus } from './commands/command-handler.ts'
import { enroll } from './enroll.ts'
import { type AccountEnrollmentOptions, enrollByAccount } from './enroll-account.ts'
import type { HttpReply } from './http-client.ts'
import { leaveEnrollment } from './leave-enrollment.ts'
import { MacError } from './mac-error.ts'
import type { MacListener } from './mac-event.ts'
import type { Channel, InstalledApp, InstalledProfile, MacState } from './mac-state.ts'
import { createMachine, type Machine, requireEnrollment } from './machine.ts'
import { createMdmClient, type MdmClient } from './mdm-client.ts'
import { newMacState } from './new-mac-state.ts'
import { type Operation, operateMac, requireOnline } from './operate-mac.ts'
import { encodePlist, type PlistDict } from './plist.ts'
import { plistField } from './plist-field.ts'
import { preinstalledApps } from './preinstalled-apps.ts'
import { createMemoryStore, createStateStore, loadMacState } from './state-store.ts'
import { reportStatus } from './status-report.ts'
import { declaredOn } from './sync-declarations.ts'

export type SimulatedMacOptions = {
  /** The same seed is the same Mac: model, serial number, UDID. */
  seed?: string | number
  deviceName?: string
  /** The directory that holds Macs. Absent: this Mac lives in memory only. */
  stateDirectory?: string
  behaviours?: Partial<Behaviours>
  /** Address of the push service; null for none; absent: the server is asked for it. */
  pushServiceUrl?: string | null
  /** Certificates that are trusted besides the system's. */
  trustedPem?: string[]
  listener?: MacListener
}

/** A Mac that speaks Apple's MDM protocol over HTTP, as a real one would. */
export class SimulatedMac {
  readonly #machine: Machine
  readonly #client: MdmClient
  readonly #loop: CommandLoop
  readonly #operation: Operation

  private constructor(state: MacState, options: SimulatedMacOptions) {
    state.behaviours = { ...state.behaviours, ...options.behaviours }
    const store = options.stateDirectory
      ? createStateStore(options.stateDirectory, state.hardware.serialNumber)
      : createMemoryStore()
    this.#machine = createMachine({
      state,
      store,
      behaviours: { ...wellBehaved, ...state.behaviours },
      trustedPem: options.trustedPem ?? [],
      pushServiceUrl: options.pushServiceUrl,
      listener: options.listener ?? (() => undefined),
      onPower: (power) => this.#operation.powerChanged(power),
    })
    this.#client = createMdmClient(this.#machine)
    this.#loop = createCommandLoop(this.#machine, this.#client)
    this.#operation = operateMac(this.#machine, this.#client, this.#loop)
    this.#machine.save()
  }

  /** A Mac out of the box, or the one that this seed left behind in the state directory. */
  static async create(options: SimulatedMacOptions = {}): Promise<SimulatedMac> {
    const state = newMacState(options)
    const saved = options.stateDirectory && loadMacState(options.stateDirectory, state.hardware.serialNumber)
    return new SimulatedMac(saved || state, options)
  }

  /** A Mac that lived before; its state says who it is. */
  static async resume(serialNumber: string, options: SimulatedMacOptions & { stateDirectory: string }) {
    const state = loadMacState(options.stateDirectory, serialNumber)
    if (!state)
      throw new MacError('not-found', `There is no Mac ${serialNumber} in ${options.stateDirectory}`)
    return new SimulatedMac(state, options)
  }

  /** Everything the Mac remembers. Read it; change it through the methods. */
  get state(): Readonly<MacState> {
    return this.#machine.state
  }

  get serialNumber(): string {
    return this.state.hardware.serialNumber
  }

  /** The identifier the server knows this Mac by: its UDID, or the enrolment's own in user enrolment. */
  get enrollmentId(): string {
    return this.state.enrollment?.enrollmentId ?? this.state.hardware.udid
  }

  get apps(): InstalledApp[] {
    const brought = new Set(this.state.apps.map((app) => app.identifier))
    return [...preinstalledApps.filter((app) => !brought.has(app.identifier)), ...this.state.apps]
  }

  get profiles(): readonly InstalledProfile[] {
    return this.state.profiles
  }

  get behaviours(): Behaviours {
    return this.#machine.behaviours
  }

  async enroll(link: string): Promise<void> {
    requireOnline(this.#machine)
    await enroll(this.#machine, this.#client, link)
    this.#goOffline()
  }

  /** Enrols by an account, as from System Settings. */
  async enrollByAccount(options: AccountEnrollmentOptions): Promise<void> {
    requireOnline(this.#machine)
    await enrollByAccount(this.#machine, this.#client, options)
    this.#goOffline()
  }

  /** A Mac that is to be offline after it has enrolled. */
  #goOffline(): void {
    const { offline } = this.behaviours
    if (offline === false) return
    this.#machine.setPower({
      kind: 'offline',
      untilMs: offline === true ? null : Date.now() + offline * 1000,
    })
  }

  /** Talks to the server until it has nothing more to ask. */
  async poll(channel: Channel = 'device'): Promise<PollReport> {
    return await this.#loop.poll(channel)
  }

  /** Says one thing and returns the command that came back, without carrying it out. */
  async reports(
    status: CommandStatus | 'Idle',
    command: PlistDict | null = null,
    response: PlistDict = {},
    channel: Channel = 'device',
  ): Promise<PlistDict | null> {
    const commandUuid = command && plistField.text(command, 'CommandUUID')
    return await this.#client.report(
      encodePlist({
        Status: status,
        ...this.#client.identifiers(channel),
        ...(commandUuid && { CommandUUID: commandUuid }),
        ...response,
      }),
      channel,
    )
  }

  async checkIn(
    messageType: string,
    fields: PlistDict = {},
    channel: Channel = 'device',
  ): Promise<HttpReply> {
    return await this.#client.checkIn(messageType, fields, channel)
  }

  /** Tells what changed about this Mac since its last status report, or with full everything. */
  async reportsStatus(options: { full?: boolean } = {}, channel: Channel = 'device'): Promise<void> {
    await reportStatus(this.#machine, this.#client, channel, declaredOn(this.#machine, channel), options)
  }

  /** Sends CheckOut whatever the profile said, and forgets the enrolment. */
  async checkOut(): Promise<void> {
    requireEnrollment(this.#machine).checkOutWhenRemoved = true
    await leaveEnrollment(this.#machine, this.#client, 'Left management')
  }

  /** What a person does who removes the enrolment profile. */
  async leave(): Promise<void> {
    await leaveEnrollment(this.#machine, this.#client, 'The person removed the enrolment profile')
  }

  /** Waits until all app installs that run now have ended, well or badly. */
  async installsSettled(): Promise<void> {
    while (this.#machine.installing.size > 0) await Promise.race(this.#machine.background)
  }

  /** Starts to live on its own: pushes, polls, unfinished downloads. */
  start(): void {
    this.#operation.start()
  }

  /** Back from a restart, a shutdown or from being offline. A locked Mac needs its PIN. */
  wake(): void {
    const { kind } = this.state.power
    if (kind === 'locked' || kind === 'erased') throw new MacError('offline', `This Mac is ${kind}`)
    if (kind !== 'on') this.#machine.setPower({ kind: 'on' })
  }

  unlock(pin: string): void {
    const { power } = this.state
    if (power.kind !== 'locked') return
    if (power.pin !== '' && power.pin !== pin) throw new MacError('wrong-pin', 'That is not the PIN')
    this.#machine.setPower({ kind: 'on' })
    this.#machine.tell('power', 'Unlocked')
  }

  behave(change: Partial<Behaviours>): void {
    Object.assign(this.#machine.behaviours, change)
    Object.assign(this.#machine.state.behaviours, change)
    this.#machine.save()
  }

  /** For tests: signs with another key or certificate from now on; null goes back to the identity. */
  signWith(signer: Signer | null): void {
    this.#client.signWith(signer)
  }

  /** For tests: the Mdm-Signature header for exactly these bytes. */
  signature(body: Uint8Array): string {
    return this.#client.signature(body)
  }

  /** For tests: PUTs anything below the server's address, with these headers and no signature of its own. */
  async put(pathOrUrl: string, body: Uint8Array | string, headers?: OutgoingHttpHeaders): Promise<HttpReply> {
    return await this.#client.put(pathOrUrl, body, headers)
  }

  /** What this Mac is known by in every message. */
  identifiers(channel: Channel = 'device'): PlistDict {
    return this.#client.identifiers(channel)
  }

  /** Ends this process's part of the Mac; what it remembers stays. */
  async close(): Promise<void> {
    this.#operation.stop()
    await this.#machine.close()
  }

  /** Takes the Mac out of its state directory. */
  async discard(): Promise<void> {
    await this.close()
    this.#machine.store.forget()
  }
}
