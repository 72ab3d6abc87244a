import { getLocale, getTranslations } from 'next-intl/server'
import { AppIcon } from '#components/ui/app-icon.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { RequestView } from '#lib/portal/requests/queries.ts'
import { ApproveForm } from './approve-form.tsx'
import { DeclineButton } from './decline-button.tsx'

/** One request: who, what, on which Mac, why, since when; and the two answers. */
export async function RequestCard({ request, own }: { request: RequestView; own: boolean }) {
  const t = await getTranslations('admin-requests')
  const locale = await getLocale()
  const { person, app, device } = request
  const told = { app: app.name, person: person.name }
  return (
    <li>
      <Card
        padding="small"
        className="grid gap-x-6 gap-y-4 sm:p-5 md:grid-cols-[minmax(0,1fr)_auto] md:items-start"
      >
        <div className="flex min-w-0 gap-4">
          <AppIcon name={app.name} src={app.iconUrl} />
          <div className="min-w-0 flex-1">
            <h2 className="text-[0.9375rem]">
              {t.rich('who_wants_what', {
                ...told,
                strong: (words) => <strong className="font-semibold">{words}</strong>,
              })}
            </h2>
            <p className="mt-0.5 text-ink-soft text-sm">
              <Link quiet href={`/helpdesk/macs/${device.id}`}>
                {device.name}
              </Link>
              {' · '}
              {device.modelName}
              {device.osVersion ? ` · macOS ${device.osVersion}` : null}
            </p>
            <blockquote className="mt-3 max-w-[68ch] whitespace-pre-wrap break-words border-line-strong border-l-2 pl-3 text-[0.9375rem]">
              {request.reason}
            </blockquote>
            <p className="mt-3 text-ink-soft text-sm">
              {t('asked')} <RelativeTime date={request.createdAt} locale={locale} />
              {' · '}
              {t('expires')} <RelativeTime date={request.expiresAt} locale={locale} />
              {own ? ` · ${t('own')}` : null}
            </p>
          </div>
        </div>
        <div className="flex flex-wrap items-start gap-2.5 max-md:pl-16">
          <ApproveForm requestId={request.id} {...told} />
          <DeclineButton requestId={request.id} mac={device.name} {...told} />
        </div>
      </Card>
    </li>
  )
}
