/** What a server answered. Headers are read only as far as the next answer's place depends on them. */
export type SwarmReply = { status: number; body: Buffer; closes: boolean }

export class SwarmHttpError extends Error {
  readonly code = 'swarm-http'
}

const endOfHead = Buffer.from('\r\n\r\n')
const nothing = Buffer.alloc(0)

type Head = { status: number; bodyAt: number; length: number; closes: boolean }

function readHead(bytes: Buffer): Head | null {
  const end = bytes.indexOf(endOfHead)
  if (end < 0) return null
  const text = bytes.toString('latin1', 0, end)
  const status = Number(text.slice(9, 12))
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
  if (length === undefined && status !== 204) throw new SwarmHttpError('an answer without Content-Length')
  return {
    status,
    bodyAt: end + endOfHead.length,
    length: Number(length ?? 0),
    closes: /\r\nconnection: *close/i.test(text),
  }
}

/** Cuts one answer after another out of what comes in on a kept connection (RFC 9112 section 6.3). */
export class ReplyReader {
  #bytes: Buffer = nothing

  /** Gives the answer as soon as it is whole; one at a time is under way on a connection. */
  take(chunk: Buffer): SwarmReply | null {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
    const head = readHead(this.#bytes)
    if (!head || this.#bytes.length < head.bodyAt + head.length) return null
    const end = head.bodyAt + head.length
    const body = head.length === 0 ? nothing : this.#bytes.subarray(head.bodyAt, end)
    this.#bytes = this.#bytes.subarray(end)
    return { status: head.status, body, closes: head.closes }
  }
}
