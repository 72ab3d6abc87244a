import { randomBytes } from 'node:crypto'
import { makePersonActor, type PersonActor, type Role } from '#lib/auth/actor.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { Runtime } from '#lib/server/runtime.ts'
import { createTestDatabase } from './database.ts'

export interface TestPortal {
  runtime: Runtime
  /** Closes the pools and removes the database. Call it in afterAll. */
  stop(): Promise<void>
}

/** Everything that portal code finds through lib/server, on a database of the caller's own. */
export async function startTestPortal(): Promise<TestPortal> {
  const database = await createTestDatabase()
  const opened = await openRuntime({
    publicUrl: 'http://127.0.0.1:3000',
    databaseUrl: database.url,
    masterKey: randomBytes(32),
    sessionKey: randomBytes(32).toString('hex'),
    maxConnections: 5,
  })
  return {
    runtime: opened.runtime,
    async stop() {
      await opened.close()
      await database.drop()
    },
  }
}

export interface PersonWish {
  role?: Role
  name?: string
  email?: string
  locale?: 'en' | 'nl'
}

/** A person in the database, as the actor that requireRole would give. */
export async function makePerson(wish: PersonWish = {}): Promise<PersonActor> {
  const mark = randomBytes(4).toString('hex')
  const row = await prisma().person.create({
    data: {
      name: wish.name ?? `Person ${mark}`,
      email: wish.email ?? `person-${mark}@example.com`,
      role: wish.role ?? 'employee',
      locale: wish.locale ?? null,
    },
  })
  const { id, name, email } = row
  return makePersonActor({ id, name, email, role: wish.role ?? 'employee', locale: wish.locale ?? null })
}

export interface DeviceWish {
  enrollmentType?: 'device' | 'user' | 'automated'
  ownership?: 'personal' | 'company'
  accessRights?: number
  name?: string
  serialNumber?: string | null
  status?: 'enrolled' | 'left'
}

/** A Mac of that person, with its enrollment, as if it had enrolled an hour ago. */
export async function makeDevice(owner: PersonActor, wish: DeviceWish = {}) {
  const enrollmentId = randomBytes(16).toString('hex').toUpperCase()
  const serialNumber =
    wish.serialNumber === undefined ? randomBytes(5).toString('hex').toUpperCase() : wish.serialNumber
  const facts = {
    enrollmentType: wish.enrollmentType ?? 'device',
    accessRights: wish.accessRights ?? 8191,
    serialNumber,
    model: 'Mac15,12',
    modelName: 'MacBook Air',
    osVersion: '26.1',
    buildVersion: '25B78',
    enrolledAt: new Date(Date.now() - 3_600_000),
  }
  const name = wish.name ?? `${owner.name}'s MacBook Air`
  await prisma().mdmEnrollment.create({
    data: {
      ...facts,
      id: enrollmentId,
      deviceId: enrollmentId,
      channel: 'device',
      status: 'enrolled',
      deviceName: name,
    },
  })
  return prisma().device.create({
    data: {
      ...facts,
      enrollmentId,
      ownerId: owner.id,
      ownership: wish.ownership ?? 'company',
      status: wish.status ?? 'enrolled',
      name,
    },
  })
}
