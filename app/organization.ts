import { connection } from 'next/server'
import { cache } from 'react'
import { systemActor } from '#lib/auth/actor.ts'
import { getOrganization } from '#lib/portal/settings/queries.ts'

/** The organisation's name, colour and logo, read once for each request (and never while building). */
export const organization = cache(async () => {
  await connection()
  return getOrganization(systemActor('pages'))
})
