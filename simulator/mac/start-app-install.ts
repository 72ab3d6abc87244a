import { rmSync } from 'node:fs'
import { downloadPackage, downloadPath } from './download-package.ts'
import { MacError } from './mac-error.ts'
import type { AppInstall, PassingAppStatus } from './mac-state.ts'
import type { Machine } from './machine.ts'
import { pause } from './pause.ts'
import { decodePlist } from './plist.ts'
import { readManifest } from './read-manifest.ts'
import { retry } from './retry.ts'
import { verifyPackage } from './verify-package.ts'

async function fetchManifest(machine: Machine, install: AppInstall): Promise<Buffer> {
  if (install.manifestBase64) return Buffer.from(install.manifestBase64, 'base64')
  const reply = await machine.http.send(install.manifestUrl ?? '', { signal: machine.signal })
  if (reply.status === 200) return reply.body
  throw new MacError('bad-manifest', `The manifest was answered with ${reply.status}`, {
    httpStatus: reply.status,
  })
}

function finish(machine: Machine, install: AppInstall, status: PassingAppStatus['status'] | null): void {
  const { state } = machine
  state.installs = state.installs.filter((other) => other.id !== install.id)
  if (status && install.app && install.managed) {
    const managementFlags = install.removeWithEnrollment ? 1 : 0
    const { identifier } = install.app
    const others = state.passingStatuses.filter((other) => other.identifier !== identifier)
    state.passingStatuses = [...others, { identifier, status, managementFlags }]
  }
  rmSync(downloadPath(machine, install), { force: true })
  machine.save()
}

function enter(machine: Machine, install: AppInstall, phase: AppInstall['phase'], text: string): void {
  install.phase = phase
  machine.save()
  machine.tell('install', text)
}

async function prepare(
  machine: Machine,
  install: AppInstall,
): Promise<{ title: string; packageUrl: string }> {
  const { behaviours, signal } = machine
  if (!install.app || !install.packageUrl) {
    const manifest = await retry(behaviours.retry, signal, () => fetchManifest(machine, install))
    Object.assign(install, readManifest(decodePlist(manifest)))
    machine.save()
  }
  if (!install.app || !install.packageUrl) throw new MacError('bad-manifest', 'The manifest names no package')
  return { title: install.app.title, packageUrl: install.packageUrl }
}

async function download(machine: Machine, install: AppInstall, packageUrl: string): Promise<number> {
  const { behaviours, signal } = machine
  const path = await retry(behaviours.retry, signal, () => downloadPackage(machine, install, packageUrl))
  const { hashes } = install
  if (behaviours.fail !== 'download') return await verifyPackage(path, hashes)
  // A package that was spoilt on its way: its first hash is that of other bytes.
  const spoilt = { algorithm: 'sha256', chunkBytes: null, hex: ['0'.repeat(64)] } as const
  return await verifyPackage(path, { ...spoilt, hex: [...spoilt.hex] })
}

function addApp(machine: Machine, install: AppInstall, sizeBytes: number): void {
  if (!install.app) return
  const { identifier, title, version } = install.app
  const { state } = machine
  const { managed, removeWithEnrollment } = install
  const app = { identifier, name: title, version, sizeBytes, managed, removeWithEnrollment }
  state.apps = [...state.apps.filter((other) => other.identifier !== identifier), app]
  state.counters.installs += 1
}

async function run(machine: Machine, install: AppInstall): Promise<void> {
  const { behaviours, signal } = machine
  await pause(behaviours.slowMs, signal)
  const { title, packageUrl } = await prepare(machine, install)
  if (behaviours.refuse) {
    enter(machine, install, 'prompting', `Asks the person whether to install ${title}`)
    await pause(behaviours.installMs, signal)
    finish(machine, install, 'UserRejected')
    machine.tell('install-failed', `The person declined ${title}`)
    return
  }
  if (install.phase !== 'installing') enter(machine, install, 'downloading', `Downloading ${title}`)
  const sizeBytes = await download(machine, install, packageUrl)
  if (install.phase !== 'installing') enter(machine, install, 'installing', `Installing ${title}`)
  await pause(behaviours.slowMs + behaviours.installMs, signal)
  addApp(machine, install, sizeBytes)
  finish(machine, install, null)
  machine.tell('installed', `Installed ${title} ${install.app?.version ?? ''}`.trim())
}

async function runOrReport(machine: Machine, install: AppInstall): Promise<void> {
  const { signal } = machine
  try {
    await run(machine, install)
  } catch (error) {
    // Gone, locked or restarting: the install is still on the list and goes on when the Mac is back.
    if (signal.aborted) return
    finish(machine, install, 'Failed')
    const why = error instanceof Error ? error.message : String(error)
    machine.tell('install-failed', `Could not install ${install.app?.title ?? 'an app'}: ${why}`)
  }
}

/** Fetches and installs an app while the Mac goes on talking; an install that runs already is left alone. */
export function startAppInstall(machine: Machine, install: AppInstall): void {
  if (machine.installing.has(install.id) || machine.signal.aborted) return
  machine.installing.add(install.id)
  const work = runOrReport(machine, install).finally(() => {
    machine.installing.delete(install.id)
    machine.background.delete(work)
  })
  machine.background.add(work)
}

/** Takes up what an earlier life of this Mac had begun. */
export function resumeAppInstalls(machine: Machine): void {
  for (const install of machine.state.installs) startAppInstall(machine, install)
}
