import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEventStream } from '#app/api/events/event-stream.ts'
import { mostStreams, type OpenStreams, takePlace } from '#app/api/events/open-streams.ts'
import type { PersonActor } from '#lib/auth/actor.ts'
import { createChangeHub } from '#lib/server/change-hub.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let person: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  person = await makePerson()
})
afterAll(() => portal.stop())

const changes = createChangeHub((error) => {
  throw error
})

function openFor(open: OpenStreams, session: string) {
  const stopping = new AbortController()
  const stream = openEventStream({
    ...{ changes, person, signal: stopping.signal },
    lookAgain: async () => person,
    takePlace: (giveWay) => takePlace(open, session, giveWay),
  })
  const reader = stream.getReader()
  return {
    stop: () => stopping.abort(),
    async next() {
      const { value } = await reader.read()
      return value ? new TextDecoder().decode(value) : null
    },
  }
}

describe('promise 14: one session holds so many event streams and no more', () => {
  it('the oldest gives way, is told so, and the others go on', async () => {
    const open: OpenStreams = new Map()
    const streams = Array.from({ length: mostStreams + 1 }, () => openFor(open, 'mine'))
    const [first, second] = streams
    expect(await first?.next()).toContain('event: ready')
    expect(await first?.next()).toContain('event: crowded')
    expect(await first?.next()).toBeNull()
    await second?.next()
    changes.tell(JSON.stringify({ topic: 'install', id: 'x', personId: person.id }))
    expect(await second?.next()).toContain('event: change')
    expect(open.get('mine')?.size).toBe(mostStreams)
    for (const stream of streams) stream.stop()
    expect(open.size).toBe(0)
  })

  it('and takes none from another session', async () => {
    const open: OpenStreams = new Map()
    const theirs = openFor(open, 'theirs')
    const streams = Array.from({ length: mostStreams * 3 }, () => openFor(open, 'mine'))
    await theirs.next()
    changes.tell(JSON.stringify({ topic: 'install', id: 'y', personId: person.id }))
    expect(await theirs.next()).toContain('"id":"y"')
    for (const stream of [theirs, ...streams]) stream.stop()
    expect(open.size).toBe(0)
  })

  it('and what nobody reads does not pile up for ever', async () => {
    const open: OpenStreams = new Map()
    const stream = openFor(open, 'asleep')
    const tell = () => changes.tell(JSON.stringify({ topic: 'install', id: 'z', personId: person.id }))
    for (let round = 0; round < 2_000; round += 1) tell()
    expect(open.size).toBe(0)
    stream.stop()
  })
})
