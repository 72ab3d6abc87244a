import { rmSync } from 'node:fs'
import { downloadPath } from './download-package.ts'
import type { Machine } from './machine.ts'

/** Everything that management brought goes with it: profiles, identity, managed apps that were marked so. */
export function dropEnrollment(machine: Machine, why: string): void {
  const { state } = machine
  if (!state.enrollment) return
  for (const install of state.installs) rmSync(downloadPath(machine, install), { force: true })
  state.enrollment = null
  state.identity = null
  state.push = null
  state.userPush = null
  state.profiles = []
  state.apps = state.apps
    .filter((app) => !app.removeWithEnrollment)
    .map((app) => ({ ...app, managed: false }))
  state.installs = []
  state.passingStatuses = []
  state.unsentResult = null
  state.notNowCounts = {}
  state.declarations = { token: null, declarations: {} }
  state.userDeclarations = undefined
  state.organization = {}
  machine.save()
  machine.tell('left', why)
}
