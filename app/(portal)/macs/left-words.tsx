import { getTranslations } from 'next-intl/server'
import { Link } from '#components/ui/link.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'

const ways = ['removed_here', 'checked_out', 'released', 'offboarded', 'silent'] as const

/** Which way a Mac left, and whether its profile may be there yet, for its owner or for the helpdesk. */
export async function LeftWords({ mac, reader }: { mac: Mac; reader: 'owner' | 'helpdesk' }) {
  const t = await getTranslations('macs.left')
  const how = ways.find((way) => way === mac.leftHow) ?? 'unknown'
  return (
    <>
      {t.rich(`how.${how}`, { reader, enrol: (words) => <Link href="/enroll">{words}</Link> })}
      {mac.leftUnanswered ? ` ${t('unanswered', { reader })}` : null}
    </>
  )
}
