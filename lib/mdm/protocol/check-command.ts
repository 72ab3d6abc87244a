import { type CommandSubject, checkAvailability } from './check-availability.ts'
import { checkKeys } from './check-keys.ts'
import { crossRules } from './command-cross-rules.ts'
import type { CommandRefusal } from './command-refusal.ts'
import { type RequestType, ruleOf } from './command-table/command-table.ts'
import type { CommandBody } from './commands.ts'
import { readOsVersion } from './compare-os-versions.ts'

/** Every command may carry the second; it means nothing to a Mac. */
const namelessKeys: ReadonlySet<string> = new Set(['RequestType', 'RequestRequiresNetworkTether'])

/**
 * Tells whether a Mac can be sent a command in this form.
 *
 * returns  null when it can; otherwise the first reason why not.
 * spec     mdm/commands/*.yaml
 */
export function checkCommand(subject: CommandSubject, body: CommandBody): CommandRefusal | null {
  const rule = ruleOf(body.RequestType)
  if (!rule) return { code: 'unknown_request_type', key: null, version: null }
  const known = { ...subject, osVersion: readOsVersion(subject.osVersion) }
  return (
    checkAvailability(known, rule) ??
    checkKeys(known, body, rule.keys, '', namelessKeys) ??
    crossRules[body.RequestType as RequestType]?.(body, known) ??
    null
  )
}
