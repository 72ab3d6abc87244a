import { afterAll, beforeAll, expect, it } from 'vitest'
import { readApiToken } from '#lib/auth/read-api-token.ts'
import { createToken } from '#lib/portal/api/create-token.ts'
import { listTokens } from '#lib/portal/api/list-tokens.ts'
import { revokeToken } from '#lib/portal/api/revoke-token.ts'
import { createTokenInput } from '#lib/portal/api/schema.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const wish = (more: object = {}) =>
  createTokenInput.parse({ name: 'Asset register', scopes: ['devices:read'], expiresInDays: 30, ...more })

it('makes a token of 256 bits with a prefix, that is listed without it and acts with its scopes', async () => {
  const admin = await makePerson({ role: 'admin', name: 'Ada' })
  const { id, token } = await createToken(admin, wish({ scopes: ['devices:read', 'devices:read'] }))
  expect(token).toMatch(/^zelf_[A-Za-z0-9_-]{43}$/)
  const [listed] = await listTokens(admin)
  expect(listed).toMatchObject({
    id,
    createdBy: 'Ada',
    scopes: ['devices:read'],
    state: 'active',
    lastUsedAt: null,
  })
  expect(JSON.stringify(listed)).not.toContain(token.slice(5))
  expect(await readApiToken(token)).toMatchObject({ kind: 'token', id, scopes: ['devices:read'] })
})

it('writes down that it was used once a minute at most', async () => {
  const admin = await makePerson({ role: 'admin' })
  const { id, token } = await createToken(admin, wish())
  const usedAt = async () =>
    (await prisma().apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime()
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000)
  const [first, soon, later] = [at(1), at(30), at(90)]
  await readApiToken(token, first)
  await readApiToken(token, soon)
  expect(await usedAt()).toBe(first.getTime())
  await readApiToken(token, later)
  expect(await usedAt()).toBe(later.getTime())
})

it('ends a token at once when it is revoked, and by itself when its time is over', async () => {
  const admin = await makePerson({ role: 'admin' })
  const { id, token, expiresAt } = await createToken(admin, wish())
  expect(await readApiToken(token, new Date((expiresAt?.getTime() ?? 0) - 1))).not.toBeNull()
  expect(await readApiToken(token, expiresAt ?? undefined)).toBeNull()
  await revokeToken(admin, { tokenId: id })
  await revokeToken(admin, { tokenId: id })
  expect(await readApiToken(token)).toBeNull()
  const entries = await prisma().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } })
  expect(entries.map((entry) => entry.action)).toEqual(['token.created', 'token.revoked'])
  const forever = await createToken(admin, wish({ expiresInDays: null }))
  expect(await readApiToken(forever.token, new Date('2199-01-01'))).not.toBeNull()
})

it('makes none without a scope or with one that is not known', () => {
  expect(createTokenInput.safeParse({ ...wish(), scopes: [] }).success).toBe(false)
  expect(createTokenInput.safeParse({ ...wish(), scopes: ['everything'] }).success).toBe(false)
})
