import { commandCatalog } from './commands/command-catalog.ts'
import { answer, type CommandJob, type CommandOutcome } from './commands/command-handler.ts'
import { MacError } from './mac-error.ts'
import type { Channel } from './mac-state.ts'
import { type Machine, requireEnrollment } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'
import { pause } from './pause.ts'
import { encodePlist, type PlistDict } from './plist.ts'
import { plistField } from './plist-field.ts'
import { retry } from './retry.ts'

export type PollReport = {
  commands: number
  /** The last word was NotNow, so this Mac asks again by itself. */
  busy: boolean
}

export type CommandLoop = {
  /** Sends what was not yet taken, then says Idle, and works until the server has nothing more. */
  poll: (channel?: Channel) => Promise<PollReport>
}

async function judge(job: CommandJob, requestType: string): Promise<CommandOutcome> {
  const { machine, channel, commandUuid } = job
  const { state, behaviours } = machine
  const facts = commandCatalog.get(requestType)
  if (!facts) return answer.malformed(12021, `“${requestType}” is not a command that this Mac knows`)
  const { accessRights, mode } = requireEnrollment(machine)
  const forbidden =
    mode === 'user' ? !facts.userEnrollment : ((accessRights ?? 0) & facts.rights) !== facts.rights
  if (forbidden || (channel === 'user' && !facts.userChannel)) {
    return answer.failed(12007, `The server may not send “${requestType}” to this Mac`)
  }
  const busyBefore = state.notNowCounts[commandUuid] ?? 0
  if (!facts.isQuery && busyBefore < behaviours.busyTimes) {
    state.notNowCounts[commandUuid] = busyBefore + 1
    state.counters.notNow += 1
    return answer.notNow()
  }
  delete state.notNowCounts[commandUuid]
  return await facts.handle(job)
}

async function execute(machine: Machine, client: MdmClient, channel: Channel, next: PlistDict) {
  const commandUuid = plistField.text(next, 'CommandUUID') ?? ''
  const command = plistField.dict(next, 'Command') ?? {}
  const requestType = plistField.text(command, 'RequestType') ?? 'nothing'
  machine.tell('command', `Asked for ${requestType}`)
  await pause(machine.behaviours.slowMs, machine.signal)
  let outcome: CommandOutcome
  try {
    outcome = await judge({ machine, client, channel, commandUuid, command }, requestType)
  } catch (error) {
    if (!(error instanceof MacError) || error.code === 'unenrolled') throw error
    outcome = answer.failed(12010, error.message)
  }
  const { counters } = machine.state
  counters.commands += 1
  if (outcome.status === 'Error' || outcome.status === 'CommandFormatError') counters.errors += 1
  const body = encodePlist({
    Status: outcome.status,
    CommandUUID: commandUuid,
    ...client.identifiers(channel),
    ...outcome.response,
  })
  machine.tell('result', `${requestType}: ${outcome.status}`)
  return { outcome, body }
}

/** One conversation at a time: who asks meanwhile waits for the one that runs. */
function inTurn<A, T>(work: (argument?: A) => Promise<T>): (argument?: A) => Promise<T> {
  let running: Promise<unknown> = Promise.resolve()
  return (argument) => {
    const turn = running.then(() => work(argument))
    running = Promise.allSettled([turn])
    return turn
  }
}

export function createCommandLoop(machine: Machine, client: MdmClient): CommandLoop {
  const { state } = machine
  /** Belongs to the unsent result; lost with the process, which then finds its work in the saved state. */
  let afterwards: CommandOutcome['afterwards']

  const send = (body: Buffer, channel: Channel) =>
    retry(machine.behaviours.retry, machine.signal, () => client.report(body, channel))

  const deliverUnsent = async (body: Buffer, channel: Channel): Promise<PlistDict | null> => {
    const next = await send(body, channel)
    state.unsentResult = null
    machine.save()
    const then = afterwards
    afterwards = undefined
    await then?.()
    return next
  }

  const firstCommand = async (channel: Channel): Promise<PlistDict | null> => {
    if (state.unsentResult?.channel === channel) {
      return await deliverUnsent(Buffer.from(state.unsentResult.bodyBase64, 'base64'), channel)
    }
    state.counters.polls += 1
    return await send(encodePlist({ Status: 'Idle', ...client.identifiers(channel) }), channel)
  }

  const goesOn = () => state.power.kind === 'on' && state.enrollment !== null && !machine.signal.aborted

  const pollNow = async (channel: Channel): Promise<PollReport> => {
    requireEnrollment(machine)
    if (!goesOn()) throw new MacError('offline', 'This Mac is offline')
    let commands = 0
    let busy = false
    let next = await firstCommand(channel)
    while (next && goesOn()) {
      const { outcome, body } = await execute(machine, client, channel, next)
      commands += 1
      busy = outcome.status === 'NotNow'
      afterwards = outcome.afterwards
      state.unsentResult = { channel, bodyBase64: body.toString('base64') }
      machine.save()
      next = await deliverUnsent(body, channel)
    }
    return { commands, busy }
  }

  return { poll: inTurn((channel) => pollNow(channel ?? 'device')) }
}
