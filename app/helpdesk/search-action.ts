'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import type { PaletteGroup } from '#components/page/palette-group.ts'
import { action } from '#lib/auth/action.ts'
import { searchMacs, searchMacsInput } from '#lib/portal/macs/search-macs.ts'
import { searchPeople } from '#lib/portal/macs/search-people.ts'
import { searchAddress } from './macs/search-address.ts'

const input = z.object({ query: z.string().max(200) })
const most = 6

/** Macs and people for the command palette, by the same search as the helpdesk's one box. */
export const searchHelpdesk = action({ role: 'helpdesk', input }, async (actor, { query }) => {
  const t = await getTranslations('helpdesk-macs.palette')
  const wish = searchMacsInput.parse({ query, status: 'all' })
  const [{ macs }, { people }] = await Promise.all([searchMacs(actor, wish), searchPeople(actor, query)])
  const groups: PaletteGroup[] = [
    {
      id: 'macs',
      heading: t('macs'),
      items: macs.slice(0, most).map((mac) => ({
        id: mac.id,
        label: mac.name,
        hint: mac.ownerName,
        href: `/helpdesk/macs/${mac.id}`,
      })),
    },
    {
      id: 'people',
      heading: t('people'),
      items: people.map((person) => ({
        id: person.id,
        label: person.name,
        hint: person.email,
        href: searchAddress(wish, { query: person.email }),
      })),
    },
  ]
  return groups.filter((group) => group.items.length > 0)
})
