import { randomUUID } from 'node:crypto'
import { CircleCheck } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ReplyForm } from '#app/(portal)/tickets/reply-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import type { TicketView } from '#lib/portal/tickets/get-ticket.ts'
import { Composer } from './composer.tsx'
import { NoteForm } from './note-form.tsx'

/** Reply, reply and solve, reply and keep, or note. */
export async function WritePanel({ ticket }: { ticket: TicketView }) {
  const t = await getTranslations('tickets')
  const { number, opener } = ticket
  const sending = t('reply.sending')
  const failed = t('failed')
  return (
    <Composer
      labels={{ choice: t('write.choice'), reply: t('write.reply'), note: t('write.note') }}
      reply={
        <ReplyForm
          number={number}
          requestKey={randomUUID()}
          labels={{
            field: t('write.reply_field', { name: opener.name }),
            hint: t('reply.shortcut'),
            send: t('reply.send'),
            sending,
            failed,
          }}
          moreButtons={
            <>
              <SubmitButton
                variant="secondary"
                name="status"
                value="resolved"
                icon={<CircleCheck aria-hidden />}
                pendingLabel={sending}
              >
                {t('write.send_solved')}
              </SubmitButton>
              <SubmitButton variant="quiet" name="status" value="open" pendingLabel={sending}>
                {t('write.send_open')}
              </SubmitButton>
            </>
          }
        />
      }
      note={
        <NoteForm
          number={number}
          requestKey={randomUUID()}
          labels={{
            field: t('write.note_field'),
            hint: t('write.note_hint', { name: opener.name }),
            send: t('write.note_send'),
            sending,
            failed,
          }}
        />
      }
    />
  )
}
