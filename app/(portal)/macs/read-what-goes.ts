import type { PersonActor } from '#lib/auth/actor.ts'
import { listInstallsOfDevice } from '#lib/portal/installs/queries.ts'
import { isOneOf, onItsWay, required } from '#lib/portal/installs/states.ts'
import { getSignedInAccount } from '#lib/portal/macs/get-signed-in-account.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { listMacProfiles } from '#lib/portal/profiles/queries.ts'

export interface WhatGoes {
  /** Apps that Zelf put there, by name, and whether macOS takes them away with the enrolment. */
  apps: string[]
  appsGo: boolean
  /** How many more are on their way. */
  underWay: number
  profiles: string[]
  /** Whose signing in made a space of its own on the disk; null when nobody signed in. */
  account: string | null
}

/** What is really on a Mac by its enrolment. */
export async function readWhatGoes(person: PersonActor, mac: Mac): Promise<WhatGoes> {
  const [installs, profiles, account] = await Promise.all([
    listInstallsOfDevice(person, mac.id),
    listMacProfiles(person, mac.id),
    getSignedInAccount(person, mac.id),
  ])
  const there = profiles.filter(({ state }) => state === 'installed' || state === 'removing')
  return {
    apps: installs.filter(({ state }) => state === 'installed').map(({ app }) => app.name),
    // With private enrolment macOS takes no app as managed, so it leaves them where they are.
    appsGo: mac.enrollmentType !== 'user',
    underWay: installs.filter(({ state }) => isOneOf(state, onItsWay) || isOneOf(state, required)).length,
    profiles: there.map(({ profile }) => profile.name),
    account,
  }
}
