'use client'

import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '#components/form/confirm-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { useFormAction } from '../../use-form-action.ts'
import { decide } from './actions.ts'

export interface HeldPeopleProps {
  held: { count: number; heldUntil: string; names: string[] }
}

const decisions = ['go_on', 'stop'] as const

/** The directory switched off suspiciously many people at once: an admin says whether they have left. */
export function HeldPeople({ held }: HeldPeopleProps) {
  const t = useTranslations('admin-people')
  const action = useFormAction(decide)
  const { count, names, heldUntil } = held
  return (
    <Callout tone="caution" title={t('held.title', { count })}>
      <p>{t('held.body')}</p>
      <p className="mt-2">{t('held.who', { names: names.join(', '), more: count - names.length })}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        {decisions.map((decision) => (
          <ConfirmDialog
            key={decision}
            trigger={<Button size="small">{t(`held.${decision}.button`)}</Button>}
            title={t(`held.${decision}.title`, { count })}
            action={action}
            fields={{ decision, heldUntil }}
            confirmLabel={t(`held.${decision}.button`)}
            cancelLabel={t('cancel')}
            errorTitle={t('failed')}
            tone={decision === 'go_on' ? 'danger' : 'primary'}
          >
            {t(`held.${decision}.body`)}
          </ConfirmDialog>
        ))}
      </div>
    </Callout>
  )
}
