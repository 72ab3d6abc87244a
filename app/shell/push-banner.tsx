import { getTranslations } from 'next-intl/server'
import { Button } from '#components/ui/button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Link } from '#components/ui/link.tsx'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { getPushWarning } from '#lib/portal/push/queries.ts'

/** Says that Macs cannot, or soon cannot, be woken: to admins with the way to mend it, to the helpdesk without. */
export async function PushBanner({ person }: { person: PersonActor }) {
  const warning = await getPushWarning(person)
  if (!warning) return null
  const t = await getTranslations('admin-push.banner')
  const { state, daysLeft } = warning
  const isAdmin = hasRole(person, 'admin')
  return (
    <Callout
      tone={state === 'ending' || state === 'missing' ? 'caution' : 'critical'}
      title={t(state, { days: daysLeft })}
      className="mb-6 print:hidden"
      action={
        isAdmin ? (
          <Button asChild size="small">
            <Link href="/admin/push" className="no-underline">
              {t('go')}
            </Link>
          </Button>
        ) : null
      }
    >
      {t(`${state}_body`)} {isAdmin ? null : t('tell_admin')}
    </Callout>
  )
}
