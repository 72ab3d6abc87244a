import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection, type SwarmConnection } from './connection.ts'
import type { SwarmReply } from './reply-reader.ts'
import { answerToCommand, readCommandUuid, signedRequests } from './signed-requests.ts'
import type { SwarmMac } from './swarm-mac.ts'
import { newSwarmTally, type SwarmTally } from './swarm-tally.ts'

export type SwarmOptions = {
  macs: readonly SwarmMac[]
  /** Servers that answer for each other; a Mac tries the next one when a connection breaks. */
  ports: readonly [number, ...number[]]
  connections: number
  /** A Mac that has heard nothing for so long asks by itself. */
  pollSeconds: number
}

export type Swarm = {
  tally: SwarmTally
  /** The push service has woken the Mac with this token. */
  push: (token: string) => void
  stop: () => Promise<void>
}

type Sleeper = {
  mac: SwarmMac
  /** Waits for a connection or has one. */
  isAwake: boolean
  /** Woken once more while it was talking. */
  isWanted: boolean
  spokeAt: number
  idle: Buffer | null
  /** What it has to say of its last command; kept until the server has taken it. */
  result: { uuid: string; request: Buffer } | null
}

type State = {
  tally: SwarmTally
  ready: Sleeper[]
  /** Connections that wait for a Mac. */
  bored: (() => void)[]
  stopped: AbortController
  ports: SwarmOptions['ports']
}

const patienceMs = 150

function queueUp(state: State, sleeper: Sleeper): void {
  state.ready.push(sleeper)
  state.bored.shift()?.()
}

function wake(state: State, sleeper: Sleeper): void {
  if (sleeper.isAwake) {
    sleeper.isWanted = true
    return
  }
  sleeper.isAwake = true
  queueUp(state, sleeper)
}

/** Does the command, or remembers that it has. Either way there is a result to send. */
async function carryOut({ tally }: State, sleeper: Sleeper, uuid: string, command: Buffer): Promise<void> {
  if (tally.acknowledged.has(uuid)) tally.doubled += 1
  else if (tally.carriedOut.has(uuid)) tally.repeated += 1
  tally.carriedOut.add(uuid)
  sleeper.result = { uuid, request: await answerToCommand(sleeper.mac, uuid, command) }
}

/** What a Mac does with a reply; true when it has more to say. */
async function takeReply(state: State, sleeper: Sleeper, reply: SwarmReply): Promise<boolean> {
  const { tally } = state
  if (sleeper.result) {
    tally.acknowledged.add(sleeper.result.uuid)
    sleeper.result = null
  }
  const uuid = readCommandUuid(reply.body)
  if (uuid === null) return false
  await carryOut(state, sleeper, uuid, reply.body)
  return true
}

/** One conversation, until the server has nothing more. False when it broke and has to be taken up again. */
async function talk(state: State, connection: SwarmConnection, sleeper: Sleeper): Promise<boolean> {
  const { tally } = state
  for (;;) {
    sleeper.idle ??= await signedRequests.idle(sleeper.mac)
    if (!sleeper.result) tally.polls += 1
    let reply: SwarmReply
    try {
      reply = await connection.send(sleeper.result?.request ?? sleeper.idle)
    } catch {
      tally.broken += 1
      return false
    }
    if (reply.status !== 200) {
      tally.refused.set(reply.status, (tally.refused.get(reply.status) ?? 0) + 1)
      return false
    }
    if (!(await takeReply(state, sleeper, reply))) return true
  }
}

async function runLane(state: State, lane: number): Promise<void> {
  const { ports, stopped, ready, bored } = state
  let turn = lane
  const port = () => ports[turn % ports.length] ?? ports[0]
  const connection = createConnection(port())
  while (!stopped.signal.aborted) {
    const sleeper = ready.shift()
    if (!sleeper) {
      await new Promise<void>((resolve) => bored.push(resolve))
      continue
    }
    sleeper.isWanted = false
    sleeper.spokeAt = Date.now()
    const isDone = await talk(state, connection, sleeper)
    if (!isDone) {
      turn += 1
      connection.moveTo(port())
      await sleep(patienceMs)
    }
    sleeper.isAwake = !isDone || sleeper.isWanted
    if (sleeper.isAwake) queueUp(state, sleeper)
  }
  connection.close()
}

/** Macs that sleep until they are pushed, and share a number of connections when they are awake. */
export function startSwarm(options: SwarmOptions): Swarm {
  const { macs, ports, connections, pollSeconds } = options
  const state: State = {
    tally: newSwarmTally(),
    ready: [],
    bored: [],
    stopped: new AbortController(),
    ports,
  }
  const sleepers = macs.map(
    (mac): Sleeper => ({
      mac,
      isAwake: false,
      isWanted: false,
      spokeAt: Date.now(),
      idle: null,
      result: null,
    }),
  )
  const byToken = new Map(sleepers.map((sleeper) => [sleeper.mac.token, sleeper]))
  const timer = setInterval(() => {
    const since = Date.now() - pollSeconds * 1000
    for (const sleeper of sleepers) if (!sleeper.isAwake && sleeper.spokeAt < since) wake(state, sleeper)
  }, 1000)
  const lanes = Array.from({ length: connections }, (_, lane) => runLane(state, lane))
  return {
    tally: state.tally,
    push(token) {
      const sleeper = byToken.get(token)
      if (!sleeper) return
      state.tally.pushes += 1
      wake(state, sleeper)
    },
    async stop() {
      clearInterval(timer)
      state.stopped.abort()
      for (const leave of state.bored.splice(0)) leave()
      await Promise.all(lanes)
    },
  }
}
