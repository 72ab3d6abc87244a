import { getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { countReturns } from '#lib/portal/offboarding/count-returns.ts'
import { type MacSearchState, searchAddress } from './search-address.ts'

/** That Macs are to come back, where the helpdesk begins the day. */
export async function ReturnsNote({ helper, state }: { helper: PersonActor; state: MacSearchState }) {
  if (state.kind !== 'any' || state.query) return null
  const count = await countReturns(helper)
  if (count === 0) return null
  const t = await getTranslations('helpdesk-macs.return')
  return (
    <Callout
      className="mb-5"
      title={t('note', { count })}
      action={<Link href={searchAddress(state, { kind: 'to_return', status: 'all' })}>{t('show')}</Link>}
    />
  )
}
