import { CircleCheck, Hand, Hourglass, RotateCcw } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { changeTicketStatus } from '#app/(portal)/tickets/actions.ts'
import { TicketButton } from '#app/(portal)/tickets/ticket-button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import type { TicketView } from '#lib/portal/tickets/get-ticket.ts'
import { listAssignees } from '#lib/portal/tickets/queries.ts'
import type { TicketStatus } from '#lib/portal/tickets/states.ts'
import { giveTicket } from '../actions.ts'
import { AssignForm } from './assign-form.tsx'

const moves: Record<TicketStatus, TicketStatus[]> = {
  open: ['resolved', 'waiting'],
  waiting: ['resolved', 'open'],
  resolved: ['open'],
}
const icons = {
  open: <RotateCcw aria-hidden />,
  waiting: <Hourglass aria-hidden />,
  resolved: <CircleCheck aria-hidden />,
}

/** Who has the ticket, and whose turn it is. */
export async function HandlingCard({ ticket, helper }: { ticket: TicketView; helper: PersonActor }) {
  const t = await getTranslations('tickets')
  const people = await listAssignees(helper)
  const { number, status, assignee } = ticket
  const failed = t('failed')
  return (
    <Card padding="small" className="space-y-4">
      {assignee?.id === helper.id ? null : (
        <TicketButton
          action={giveTicket}
          fields={{ number: String(number), assigneeId: helper.id }}
          icon={<Hand aria-hidden />}
          failed={failed}
          wide
        >
          {t('handling.take')}
        </TicketButton>
      )}
      <AssignForm
        number={number}
        assigneeId={assignee?.id ?? null}
        people={people.map(({ id, name }) => ({ value: id, label: name }))}
        labels={{
          field: t('handling.assignee'),
          nobody: t('inbox.nobody'),
          save: t('handling.give'),
          failed,
        }}
      />
      <div className="flex flex-wrap gap-2 border-line border-t pt-4">
        {moves[status].map((to) => (
          <TicketButton
            key={to}
            action={changeTicketStatus}
            fields={{ number: String(number), status: to }}
            icon={icons[to]}
            failed={failed}
          >
            {t(`handling.move.${to}`)}
          </TicketButton>
        ))}
      </div>
    </Card>
  )
}
