import { afterAll, beforeAll, expect, it } from 'vitest'
import { openEventStream } from '#app/api/events/event-stream.ts'
import type { PersonActor } from '#lib/auth/actor.ts'
import { type ChangeHub, createChangeHub } from '#lib/server/change-hub.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

function openFor(person: PersonActor, times = {}) {
  const changes = createChangeHub((error) => {
    throw error
  })
  const stopping = new AbortController()
  let session: PersonActor | null = person
  const stream = openEventStream({
    changes,
    person,
    lookAgain: async () => session,
    takePlace: () => () => undefined,
    signal: stopping.signal,
    ...times,
  })
  const reader = stream.getReader()
  return {
    changes,
    stop: () => stopping.abort(),
    endSession: () => {
      session = null
    },
    async next(): Promise<string | null> {
      const { done, value } = await reader.read()
      return done ? null : new TextDecoder().decode(value)
    },
  }
}

function tell(changes: ChangeHub, personId: string, id: string) {
  changes.tell(JSON.stringify({ topic: 'install', id, personId, deviceId: 'mac' }))
}

it('tells an employee of own things only', async () => {
  const stream = openFor(await makePerson())
  expect(await stream.next()).toContain('event: ready')
  tell(stream.changes, 'somebody-else', 'theirs')
  stream.changes.tell(JSON.stringify({ topic: 'ticket', id: 'nobody-s' }))
  stream.stop()
  expect(await stream.next()).toBeNull()
})

it('tells a person of what is theirs, without saying whose it is', async () => {
  const person = await makePerson()
  const stream = openFor(person)
  await stream.next()
  tell(stream.changes, person.id, 'mine')
  const told = (await stream.next()) ?? ''
  expect(told).toContain('event: change')
  expect(told).toContain('"id":"mine"')
  expect(told).not.toContain(person.id)
  stream.stop()
})

it('tells the helpdesk of everything', async () => {
  const stream = openFor(await makePerson({ role: 'helpdesk' }))
  await stream.next()
  tell(stream.changes, 'somebody', 'theirs')
  expect(await stream.next()).toContain('"id":"theirs"')
  stream.stop()
})

it('ends when the session is ended', async () => {
  const stream = openFor(await makePerson(), { recheckMilliseconds: 5 })
  await stream.next()
  stream.endSession()
  expect(await stream.next()).toContain('event: ended')
  expect(await stream.next()).toBeNull()
})

it('gives a sign of life', async () => {
  const stream = openFor(await makePerson(), { heartbeatMilliseconds: 5 })
  await stream.next()
  expect(await stream.next()).toBe(': here\n\n')
  stream.stop()
})

it('listens no longer when the browser has gone', async () => {
  const person = await makePerson()
  const stream = openFor(person)
  await stream.next()
  stream.stop()
  tell(stream.changes, person.id, 'late')
  expect(await stream.next()).toBeNull()
})
