import { getTranslations } from 'next-intl/server'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'

export type HindranceKind = 'closed' | 'nothing' | 'too_old' | 'no_account' | 'not_admitted'

/** Why no Mac can be enrolled now, and what to do about it. */
export async function Hindrance({ kind, admin }: { kind: HindranceKind; admin: boolean }) {
  const t = await getTranslations('enroll.hindrance')
  return (
    <Callout tone="caution" title={t(`${kind}.title`)}>
      <p>{t(`${kind}.body`)}</p>
      <p className="mt-2">
        {kind === 'closed' && admin ? (
          <Link href="/admin/push">{t('to_push')}</Link>
        ) : (
          <>
            {kind === 'not_admitted' ? (
              <>
                <Link href="/enroll">{t('again')}</Link>
                {' · '}
              </>
            ) : null}
            <Link href="/tickets/new">{t('ask')}</Link>
          </>
        )}
      </p>
    </Callout>
  )
}
