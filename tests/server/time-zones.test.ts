import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPrisma } from '#lib/server/prisma.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('keeps moments as they are in a database that counts in another time zone', async () => {
  const name = new URL(database.url).pathname.slice(1)
  const before = openPrisma(database.url, 1)
  await before.$executeRawUnsafe(`ALTER DATABASE ${name} SET timezone TO 'Asia/Tokyo'`)
  await before.$disconnect()
  const prisma = openPrisma(database.url, 1)
  try {
    const at = new Date('2026-11-23T05:00:00.000Z')
    const person = await prisma.person.create({
      data: { name: 'Anna', email: 'anna@example.com', role: 'employee', createdAt: at },
    })
    const [kept] = await prisma.$queryRaw<{ seconds: number; compared: boolean }[]>`
      SELECT extract(epoch FROM created_at)::float8 AS seconds, created_at = ${at} AS compared
      FROM person WHERE id = ${person.id}::uuid`
    expect(kept).toEqual({ seconds: at.getTime() / 1000, compared: true })
    expect(person.createdAt).toEqual(at)
  } finally {
    await prisma.$disconnect()
  }
})
