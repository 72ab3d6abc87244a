import { checkAvailability } from '#lib/mdm/protocol/check-availability.ts'
import type { Availability, KeyRule } from '#lib/mdm/protocol/command-table/command-rule.ts'
import { commandTable, type RequestType } from '#lib/mdm/protocol/command-table/command-table.ts'
import { deviceInformationChoices } from '#lib/mdm/protocol/command-table/device-information-choices.ts'
import { settingRules } from '#lib/mdm/protocol/command-table/settings-command.ts'
import { reportsStatusItem } from '#lib/mdm/protocol/declarative-reach.ts'
import type { AbilitySource } from './ability-source.ts'
import type { PrivacySubject } from './privacy-subject.ts'

export type Refusal = 'private_enrolment' | 'right_not_given' | 'only_automated'

const notPrivate: Availability = { inUserEnrollment: false }

/** A command and, where the ability rests on a part of it, the rules of that part. */
function rulesOf(source: AbilitySource): Availability[][] {
  const command = (requestType: RequestType): Availability => commandTable[requestType]
  const settings: Readonly<Record<string, KeyRule>> = settingRules
  return [
    ...(source.commands ?? []).map((name) => [command(name)]),
    ...(source.unlessPrivate ?? []).map((name) => [command(name), notPrivate]),
    ...(source.queries ?? []).map((name) => [command('DeviceInformation'), deviceInformationChoices[name]]),
    ...(source.settings ?? []).map((name) => [command('Settings'), settings[name] ?? {}]),
  ]
}

/** What stands first decides: a right that was not given is the person's own doing, and so the better reason. */
const byWeight: Refusal[] = ['right_not_given', 'only_automated', 'private_enrolment']

/** Whether the company can as soon as the Mac is enrolled; null when no command is about it at all. */
export function judgeDirect(subject: PrivacySubject, source: AbilitySource): 'granted' | Refusal | null {
  const verdicts = rulesOf(source).map((rules) => judgeRules(subject, rules))
  const statusItems = source.statusItems ?? []
  if (verdicts.includes(null)) return 'granted'
  if (statusItems.some((name) => reportsStatusItem(subject.enrollmentType, name))) return 'granted'
  const refused = byWeight.find((reason) => verdicts.includes(reason))
  return refused ?? (statusItems.length > 0 ? 'private_enrolment' : null)
}

function judgeRules(subject: PrivacySubject, rules: Availability[]): Refusal | null {
  for (const rule of rules) {
    // A command for the person at the Mac is asked by their channel; both belong to the same company.
    const [channel = 'device'] = rule.channels ?? []
    const whatever = { osVersion: null, supervised: null, appleSilicon: null }
    const refusal = checkAvailability({ ...subject, ...whatever, channel }, rule)
    if (refusal === null) continue
    if (refusal.code === 'access_right_missing') return 'right_not_given'
    return refusal.code === 'only_automated_enrollment' && subject.enrollmentType !== 'user'
      ? 'only_automated'
      : 'private_enrolment'
  }
  return null
}
