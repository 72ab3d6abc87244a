import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

export const phaseNames = ['enroll', 'checkin', 'idle', 'answer', 'inventory', 'push'] as const
export type PhaseName = (typeof phaseNames)[number]

export type BenchOptions = {
  macs: number
  /** How long each phase is measured, in rounds of a second. */
  seconds: number
  roundSeconds: number
  connections: number
  phases: ReadonlySet<PhaseName | 'history'>
  keys: number
  keyDirectory: string
  /** Answers in the wave, and how large each is. */
  results: number
  resultBytes: number
  historyRows: number
  jsonFile: string | null
  /** Where CPU profiles of the server go, of the last round of each phase. */
  profileDirectory: string | null
  swarm: number | null
  /** After how long a silence a Mac of the swarm asks by itself. */
  pollSeconds: number
}

export class BenchOptionError extends Error {
  readonly code = 'bad-option'
}

export const benchHelp = `How fast the MDM server is, on a database, a push service and Macs of its own.

  npm run bench                        every phase, about four minutes
  npm run bench -- --swarm 10000       a rolling restart under 10,000 Macs instead

  --macs N           Macs that take part (400)
  --seconds N        how long each phase is measured (5)
  --connections N    connections of the Macs together (16)
  --phases A,B       some of enroll, checkin, idle, answer, inventory, push, history
  --json FILE        writes the figures
  --results N        answers in the inventory wave (500), --result-bytes N each (2,000,000)
  --history-rows N   answered commands in the history phase (1,500,000)
  --keys N           RSA keys that the Macs share (200), kept in --key-directory DIR
  --poll-seconds N   a Mac of the swarm that is not woken asks after so long (60)
  --profile DIR      writes CPU profiles of the server, of each phase's last round`

function count(text: string | undefined, fallback: number, flag: string): number {
  const number = text === undefined ? fallback : Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new BenchOptionError(`--${flag} needs a whole number above zero, not “${text}”`)
}

function readPhases(text: string | undefined): BenchOptions['phases'] {
  const known = [...phaseNames, 'history'] as const
  if (text === undefined) return new Set(known)
  const wanted = text.split(',').map((name) => {
    const found = known.find((phase) => phase === name.trim())
    if (!found) throw new BenchOptionError(`--phases knows ${known.join(', ')}, not “${name}”`)
    return found
  })
  return new Set(wanted)
}

/** Null when only the help was asked for. */
export function readOptions(words: string[]): BenchOptions | null {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: words,
    options: {
      macs: text,
      seconds: text,
      connections: text,
      phases: text,
      json: text,
      results: text,
      'result-bytes': text,
      'history-rows': text,
      keys: text,
      'key-directory': text,
      profile: text,
      swarm: text,
      'poll-seconds': text,
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return null
  return {
    macs: count(values.macs, 400, 'macs'),
    seconds: count(values.seconds, 5, 'seconds'),
    roundSeconds: 1,
    connections: count(values.connections, 16, 'connections'),
    phases: readPhases(values.phases),
    keys: count(values.keys, 200, 'keys'),
    keyDirectory: values['key-directory'] ?? join(tmpdir(), 'zelf-bench-keys'),
    results: count(values.results, 500, 'results'),
    resultBytes: count(values['result-bytes'], 2_000_000, 'result-bytes'),
    historyRows: count(values['history-rows'], 1_500_000, 'history-rows'),
    jsonFile: values.json ?? null,
    profileDirectory: values.profile ?? null,
    swarm: values.swarm === undefined ? null : count(values.swarm, 0, 'swarm'),
    pollSeconds: count(values['poll-seconds'], 60, 'poll-seconds'),
  }
}
