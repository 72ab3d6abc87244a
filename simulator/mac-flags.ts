import type { Behaviours } from './mac/behaviours.ts'

/** The command line's flags, in the words of node:util parseArgs. */
export const macFlags = {
  state: { type: 'string', default: './data/macs' },
  apns: { type: 'string' },
  ca: { type: 'string' },
  name: { type: 'string' },
  seed: { type: 'string' },
  slow: { type: 'string' },
  busy: { type: 'string' },
  offline: { type: 'boolean' },
  'offline-seconds': { type: 'string' },
  refuse: { type: 'boolean' },
  fail: { type: 'boolean' },
  'fail-download': { type: 'boolean' },
  'download-rate': { type: 'string' },
  'poll-seconds': { type: 'string' },
  'user-channel': { type: 'boolean' },
  server: { type: 'string' },
  kind: { type: 'string' },
  person: { type: 'string' },
  ownership: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

export type MacFlagValues = Partial<Record<keyof typeof macFlags, string | boolean>>

export class FlagError extends Error {
  readonly code = 'bad-flag'
}

function readNumber(values: MacFlagValues, flag: keyof typeof macFlags): number | undefined {
  const text = values[flag]
  if (text === undefined) return undefined
  const number = Number(text)
  if (!Number.isFinite(number) || number < 0) throw new FlagError(`--${flag} needs a number, not “${text}”`)
  return number
}

/** What the flags ask of a Mac; a flag that was not given changes nothing. */
export function behavioursFromFlags(values: MacFlagValues): Partial<Behaviours> {
  const wanted: Partial<Behaviours> = {
    slowMs: readNumber(values, 'slow'),
    busyTimes: readNumber(values, 'busy'),
    offline: values.offline === true ? true : readNumber(values, 'offline-seconds'),
    refuse: values.refuse === true ? true : undefined,
    fail: values['fail-download'] === true ? 'download' : values.fail === true ? 'command' : undefined,
    downloadBytesPerSecond: readNumber(values, 'download-rate'),
    pollSeconds: readNumber(values, 'poll-seconds'),
    userChannel: values['user-channel'] === true ? true : undefined,
  }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
}

/** A person may write “--fail download” and “--offline 30”; parseArgs knows only one kind of each flag. */
export function spellOutFlags(words: string[]): string[] {
  const spelled: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = words[at + 1] ?? ''
    if (word === '--fail' && next === 'download') spelled.push('--fail-download')
    else if (word === '--offline' && /^\d+$/.test(next)) spelled.push('--offline-seconds', next)
    else {
      spelled.push(word)
      continue
    }
    at += 1
  }
  return spelled
}
