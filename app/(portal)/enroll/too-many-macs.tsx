import { getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import type { OwnSituation } from '#lib/portal/enrollment/queries.ts'

/** One more would be too many: which Macs count, and what to do. */
export async function TooManyMacs({ situation }: { situation: OwnSituation }) {
  const t = await getTranslations('enroll.full')
  const { macs, offered } = situation
  return (
    <Callout tone="caution" title={t('title', { count: offered.maxMacs ?? 0 })}>
      {macs.length > 0 ? (
        <>
          <p>{t('macs')}</p>
          <ul className="my-2 list-disc space-y-1 pl-5">
            {macs.map((mac) => (
              <li key={mac.id}>
                <Link href={`/macs/${mac.id}`}>{mac.name}</Link>
                <span className="text-ink-soft"> · {mac.modelName}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p>{t.rich('next', { link: (words) => <Link href="/tickets/new">{words}</Link> })}</p>
    </Callout>
  )
}
