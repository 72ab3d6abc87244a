import type { PersonActor } from '#lib/auth/actor.ts'
import { type AppsOnLeaving, listAppsOnLeaving } from '#lib/portal/installs/list-apps-on-leaving.ts'
import { getSignedInAccount } from '#lib/portal/macs/get-signed-in-account.ts'
import type { Mac } from '#lib/portal/macs/queries.ts'
import { listMacProfiles } from '#lib/portal/profiles/queries.ts'

export interface WhatGoes {
  apps: AppsOnLeaving
  /** Names of the profiles on it besides the one of its enrolment. */
  profiles: string[]
  /** Whose signing in made a space of its own on the disk; null when nobody signed in. */
  account: string | null
}

/** What is really on a Mac by its enrolment. */
export async function readWhatGoes(person: PersonActor, mac: Mac): Promise<WhatGoes> {
  const [apps, profiles, account] = await Promise.all([
    listAppsOnLeaving(person, mac.id),
    listMacProfiles(person, mac.id),
    getSignedInAccount(person, mac.id),
  ])
  const there = profiles.filter(({ state }) => state === 'installed' || state === 'removing')
  return {
    apps: apps ?? { go: [], stay: [], underWay: 0 },
    profiles: there.map(({ profile }) => profile.name),
    account,
  }
}
