import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { DrawingEmptyDesk } from '#components/ui/drawing-empty-desk.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { RequestView } from '#lib/portal/requests/queries.ts'
import { RequestCard } from './request-card.tsx'

/** What waits for an answer, the longest waiting first. */
export async function WaitingRequests(props: {
  requests: RequestView[]
  admin: PersonActor
  searched?: string
}) {
  const t = await getTranslations('admin-requests')
  if (props.requests.length === 0) {
    return (
      <Card>
        {props.searched ? (
          <EmptyState title={t('none_found')}>{t('none_found_body')}</EmptyState>
        ) : (
          <EmptyState title={t('empty_title')} drawing={<DrawingEmptyDesk />}>
            {t('empty_body')}
          </EmptyState>
        )}
      </Card>
    )
  }
  return (
    <ul className="space-y-4">
      {props.requests.map((request) => (
        <RequestCard key={request.id} request={request} own={request.person.id === props.admin.id} />
      ))}
    </ul>
  )
}
