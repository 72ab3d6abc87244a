import { type FileHandle, open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Actor } from '#lib/auth/actor.ts'
import { log } from '#lib/server/log.ts'
import { packageFile } from '#lib/server/package-file.ts'
import type { FoundLink } from './find-link.ts'
import { noteDelivered, noteProgress } from './follow-delivery.ts'
import { type ByteRange, readRange } from './read-range.ts'

const everyMilliseconds = 1000

export interface Delivery {
  request: IncomingMessage
  response: ServerResponse
  link: FoundLink
}

/** Sends a package, or the part that was asked for, as fast as the Mac takes it. */
export async function servePackage(actor: Actor, delivery: Delivery): Promise<void> {
  const { request, response, link } = delivery
  const { sha256Hex } = link.package
  const size = Number(link.package.sizeBytes)
  const file = await openPackage(sha256Hex)
  if (!file) {
    log.error({ sha256Hex, installId: link.install.id }, 'a package is in the catalogue but not on the disk')
    response.writeHead(404).end()
    return
  }
  try {
    const etag = `"${sha256Hex}"`
    const range = wantsPart(request, etag) ? readRange(request.headers.range, size) : null
    response.setHeader('Accept-Ranges', 'bytes')
    response.setHeader('ETag', etag)
    response.setHeader('Content-Type', 'application/octet-stream')
    if (range === 'unsatisfiable') {
      await noteAllHeld(actor, delivery, size)
      response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end()
      return
    }
    const part = range ?? { start: 0, end: size - 1 }
    if (range) response.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${size}`)
    response.writeHead(range ? 206 : 200, { 'Content-Length': part.end - part.start + 1 })
    if (request.method === 'HEAD') response.end()
    else await send(actor, delivery, file, part)
  } finally {
    await file.close()
  }
}

async function openPackage(sha256Hex: string): Promise<FileHandle | null> {
  try {
    return await open(packageFile(sha256Hex), 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** If-Range with another version's tag, or with a date, asks for the whole file. */
function wantsPart(request: IncomingMessage, etag: string): boolean {
  const condition = request.headers['if-range']
  return request.headers.range !== undefined && (condition === undefined || condition === etag)
}

/** A Mac that asks for what comes after the last byte has them all: its connection broke off at the very end. */
async function noteAllHeld(actor: Actor, { request, link }: Delivery, size: number): Promise<void> {
  if (request.headers.range !== `bytes=${size}-`) return
  if ((await noteProgress(actor, link, 0, 0)) >= size) await noteDelivered(actor, link)
}

async function send(
  actor: Actor,
  { response, link }: Delivery,
  file: FileHandle,
  part: ByteRange,
): Promise<void> {
  const progress = followProgress(actor, link, part.start)
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      progress.add(chunk.length)
      done(null, chunk)
    },
  })
  const source = file.createReadStream({ start: part.start, end: part.end, autoClose: false })
  try {
    await pipeline(source, counter, response)
  } catch (error) {
    log.info({ installId: link.install.id, reason: String(error) }, 'a download broke off')
  }
  const bytes = await progress.end()
  const complete = response.writableFinished && part.end + 1 === Number(link.package.sizeBytes)
  if (complete && bytes > part.end) await noteDelivered(actor, link)
}

/**
 * Counts what goes out and writes it down about once a second, never two writes at a time.
 * What still lay in buffers when a download broke off is counted too: the Mac resumes at or before that point, so that
 * its next part joins without a gap. Delivered is only what was handed over whole.
 */
function followProgress(actor: Actor, link: FoundLink, start: number) {
  let sent = start
  let written = Date.now()
  let writing: Promise<unknown> = Promise.resolve()
  return {
    add(bytes: number): void {
      sent += bytes
      if (Date.now() - written < everyMilliseconds) return
      written = Date.now()
      writing = writing.then(() => noteProgress(actor, link, start, sent)).catch(logFailure)
    },
    /** returns  the furthest byte up to which nothing is missing */
    async end(): Promise<number> {
      await writing
      return noteProgress(actor, link, start, sent)
    },
  }
}

function logFailure(error: unknown): void {
  log.error({ err: error }, 'the progress of a download could not be written')
}
