import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createdEnrollmentLink, enrollmentLink } from '#lib/portal/api/resources.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { askApi, makeToken } from '#tests/support/operator-api.ts'
import { makePerson } from '#tests/support/portal.ts'

let world: MacWorld
let token: string
beforeAll(async () => {
  world = await startMacWorld()
  token = (await makeToken(['enrollment-links:read', 'enrollment-links:write'])).token
})
afterAll(() => world.stop())

const make = (body: unknown) => askApi('POST', '/enrollment-links', { token, body })
const read = async (id: string) =>
  enrollmentLink.parse((await askApi('GET', `/enrollment-links/${id}`, { token })).body)

it('makes a link that enrols a Mac of that person, and tells how far it has come', async () => {
  const person = await makePerson({ email: 'anna@example.com' })
  const answer = await make({ personEmail: 'Anna@example.com', ownership: 'company' })
  expect(answer.status).toBe(201)
  const { id, url } = createdEnrollmentLink.parse(answer.body)
  expect(answer.headers.get('location')).toBe(`/api/v1/enrollment-links/${id}`)
  expect(await read(id)).toMatchObject({ state: 'waiting', person: { id: person.id }, deviceId: null })
  const mac = await world.newMac({ name: 'Anna’s Mac' })
  await mac.enroll(url)
  await world.listen()
  const device = await prisma().device.findFirstOrThrow({ where: { ownerId: person.id } })
  expect(await read(id)).toMatchObject({ state: 'enrolled', ownership: 'company', deviceId: device.id })
  const entry = await prisma().auditEntry.findFirstOrThrow({ where: { action: 'device.invited' } })
  expect(entry).toMatchObject({ actorKind: 'token', subjectId: id })
})

it('takes the person by id as well, and one or the other', async () => {
  const { id: personId, email: personEmail } = await makePerson()
  expect((await make({ personId, ownership: 'personal' })).status).toBe(201)
  expect((await make({ personId, personEmail, ownership: 'personal' })).status).toBe(400)
  expect((await make({ ownership: 'personal' })).status).toBe(400)
})

it('makes none for somebody unknown or switched off', async () => {
  const off = await makePerson()
  await prisma().person.update({ where: { id: off.id }, data: { active: false } })
  for (const personId of [off.id, randomUUID()]) {
    const answer = await make({ personId, ownership: 'personal' })
    expect([answer.status, answer.body.code]).toEqual([422, 'person_not_found'])
  }
})

it('does not find a link that never was', async () => {
  const answer = await askApi('GET', `/enrollment-links/${randomUUID()}`, { token })
  expect([answer.status, answer.body.code]).toEqual([404, 'enrollment_link_not_found'])
})
