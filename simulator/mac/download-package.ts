import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MacError } from './mac-error.ts'
import type { AppInstall } from './mac-state.ts'
import type { Machine } from './machine.ts'
import { pause } from './pause.ts'

/** The half-finished download of an install; its name says nothing that came from outside. */
export function downloadPath(machine: Machine, install: AppInstall): string {
  const name = createHash('sha256').update(install.id).digest('hex').slice(0, 32)
  return join(machine.store.downloadsDirectory(), `${name}.part`)
}

/** Lets through so many bytes in a second. */
function slowDown(bytesPerSecond: number, signal: AbortSignal): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      pause((chunk.length / bytesPerSecond) * 1000, signal).then(
        () => done(null, chunk),
        (error: Error) => done(error),
      )
    },
  })
}

/** Asks for what is missing; a slow Mac asks for a second's worth, or the network's buffers would take the rest. */
function rangeFor(have: number, rate: number | null): { range?: string } {
  if (rate) return { range: `bytes=${have}-${have + rate - 1}` }
  return have > 0 ? { range: `bytes=${have}-` } : {}
}

/** Whether an answer with this Content-Range is the last of the package. */
function reachesEnd(contentRange: string): boolean {
  const [, last, size] = /-(\d+)\/(\d+)$/.exec(contentRange) ?? []
  return Number(last) + 1 === Number(size)
}

/** Appends what comes to the file. What has come before a connection breaks off is kept. */
async function keep(machine: Machine, reply: IncomingMessage, file: FileHandle): Promise<void> {
  const { signal, behaviours } = machine
  const rate = behaviours.downloadBytesPerSecond
  const slower = rate ? [slowDown(rate, signal)] : []
  try {
    await pipeline([reply, ...slower, file.createWriteStream()], { signal })
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new MacError('unreachable', 'The download broke off', { cause })
  }
}

/** One request. Returns whether the package is whole then. */
async function requestPart(machine: Machine, file: FileHandle, url: string): Promise<boolean> {
  const { signal, behaviours } = machine
  const have = (await file.stat()).size
  const headers = rangeFor(have, behaviours.downloadBytesPerSecond)
  const reply = await machine.http.open(url, { signal, headers })
  const status = reply.statusCode ?? 0
  const contentRange = String(reply.headers['content-range'])
  if (status === 416 && contentRange === `bytes */${have}`) {
    reply.resume()
    return true
  }
  const continues = status === 206 && contentRange.startsWith(`bytes ${have}-`)
  if (have > 0 && !continues) await file.truncate()
  if (status !== 200 && !continues) {
    reply.resume()
    const httpStatus = status === 416 ? 503 : status
    throw new MacError('bad-package', `The package was answered with ${status}`, { httpStatus })
  }
  await keep(machine, reply, file)
  return status === 200 || reachesEnd(contentRange)
}

async function downloadPart(machine: Machine, path: string, url: string): Promise<boolean> {
  // Open before anything comes: what arrives right before a connection breaks off has a place to go.
  const file = await open(path, 'a')
  try {
    return await requestPart(machine, file, url)
  } finally {
    await file.close()
  }
}

/** Fetches what is still missing of a package and goes on where an earlier attempt, or process, stopped. */
export async function downloadPackage(machine: Machine, install: AppInstall, url: string): Promise<string> {
  const path = downloadPath(machine, install)
  while (!(await downloadPart(machine, path, url))) machine.signal.throwIfAborted()
  return path
}
