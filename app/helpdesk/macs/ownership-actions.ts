'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { followHandOver } from '#lib/jobs/follow-hand-over.ts'
import { searchPeople } from '#lib/portal/macs/search-people.ts'
import { searchWords } from '#lib/portal/macs/search-words.ts'
import { handOverMac } from '#lib/portal/ownership/hand-over-mac.ts'
import { handOverInput, updateOwnershipInput } from '#lib/portal/ownership/schema.ts'
import { updateOwnership } from '#lib/portal/ownership/update-ownership.ts'

export const saveOwnership = action(
  { role: 'helpdesk', input: updateOwnershipInput },
  async (actor, input) => {
    await updateOwnership(actor, input)
    refresh()
  },
)

export const handOver = action({ role: 'helpdesk', input: handOverInput }, async (actor, input) => {
  const given = await handOverMac(actor, input, followHandOver)
  refresh()
  return given
})

/** Those who may get a Mac, for the list under the search box of the dialog. */
export const findPeople = action(
  { role: 'helpdesk', input: z.object({ query: searchWords }) },
  async (actor, { query }) => {
    const { people, hasMore } = await searchPeople(actor, query)
    const found = people.filter((person) => person.active)
    return { people: found.map(({ id, name, email }) => ({ id, name, email })), hasMore }
  },
)
