import { randomUUID } from 'node:crypto'
import { checkInAfterInstall } from './check-in.ts'
import { MacError } from './mac-error.ts'
import type { Enrollment, MacState } from './mac-state.ts'
import { type Machine, requireEnrollment } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'
import { type EnrollmentProfile, readEnrollmentProfile } from './read-enrollment-profile.ts'
import { type Profile, readProfile } from './read-profile.ts'
import { requireSecureUrl } from './require-secure-url.ts'
import { obtainScepIdentity } from './scep-client.ts'

const kept = ['enrollment', 'identity', 'push', 'userPush', 'profiles'] as const

/** The profile is all or nothing: when any step fails, what was there before is back. */
async function orRestore(machine: Machine, change: () => Promise<void>): Promise<void> {
  const { state } = machine
  const before = Object.fromEntries(kept.map((key) => [key, state[key]])) as Pick<
    MacState,
    (typeof kept)[number]
  >
  try {
    await change()
  } catch (error) {
    Object.assign(state, before)
    machine.reconnect()
    machine.save()
    throw error
  }
}

/** What an update of the enrolment profile must leave as it was (mdm/profiles/com.apple.mdm). */
function requireSameTerms(before: Enrollment, after: EnrollmentProfile['enrollment']): void {
  const fixed = ['topic', 'serverUrl', 'checkInUrl', 'mode', 'managedAppleId'] as const
  const changed = fixed.filter((key) => (before[key] ?? null) !== (after[key] ?? null))
  if (changed.length > 0) {
    throw new MacError('bad-profile', `An update of the enrolment profile must keep ${changed.join(', ')}`)
  }
  if (((after.accessRights ?? 0) & ~(before.accessRights ?? 0)) !== 0) {
    throw new MacError('bad-profile', 'An update of the enrolment profile must not ask for more rights')
  }
}

/** Installs or replaces an enrolment profile: identity first, then the first words to the server. */
export async function installEnrollmentProfile(
  machine: Machine,
  client: MdmClient,
  profile: Profile,
  origin: string,
  tokens?: Enrollment['tokens'],
): Promise<void> {
  const { state } = machine
  const before = state.enrollment
  const { scep, enrollment } = readEnrollmentProfile(profile, state.hardware, state.deviceName)
  if (before) requireSameTerms(before, enrollment)
  const identity = await obtainScepIdentity(machine.http, scep, machine.now())
  await orRestore(machine, async () => {
    const isUser = enrollment.mode === 'user'
    state.enrollment = {
      ...enrollment,
      origin,
      tokens: tokens ?? before?.tokens ?? null,
      enrollmentId: isUser ? (before?.enrollmentId ?? randomUUID().toUpperCase()) : null,
      enrollmentUserId: isUser ? (before?.enrollmentUserId ?? randomUUID().toUpperCase()) : null,
    }
    state.identity = identity
    machine.reconnect()
    await checkInAfterInstall(machine, client)
    state.profiles = [
      profile.installed,
      ...state.profiles.filter(({ identifier }) => identifier !== profile.identifier),
    ]
    machine.save()
  })
}

/** What a person does: open the link, install the profile. */
export async function enroll(machine: Machine, client: MdmClient, link: string): Promise<void> {
  if (machine.state.enrollment) throw new MacError('refused', 'This Mac is enrolled already')
  const { origin } = requireSecureUrl(link, 'The enrolment link')
  const reply = await machine.http.send(link, { signal: machine.signal })
  if (reply.status !== 200) {
    throw new MacError('refused', `The enrolment link was answered with ${reply.status}`, {
      httpStatus: reply.status,
    })
  }
  const type = String(reply.headers['content-type'] ?? '')
  if (!type.startsWith('application/x-apple-aspen-config')) {
    throw new MacError(
      'bad-profile',
      `The enrolment link leads to ${type || 'something unnamed'}, not to a profile`,
    )
  }
  await installEnrollmentProfile(machine, client, readProfile(reply.body), origin)
  machine.tell('enrolled', `Enrolled with ${new URL(requireEnrollment(machine).serverUrl).host}`)
}
