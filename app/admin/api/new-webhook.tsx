'use client'

import { useTranslations } from 'next-intl'
import { ChoiceGroup } from '#components/form/choice-group.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { webhookEvents } from '#lib/portal/webhooks/webhook-events.ts'
import { makeWebhook } from './actions.ts'
import { MakeDialog } from './make-dialog.tsx'
import { messageKey } from './message-key.ts'

/** Makes a webhook: where to, and what of. */
export function NewWebhook() {
  const t = useTranslations('admin-api')
  return (
    <MakeDialog
      action={makeWebhook}
      words={{
        open: t('webhooks.make'),
        title: t('webhooks.new_title'),
        submit: t('webhooks.make'),
        secretTitle: t('webhooks.made_title'),
        secretBody: t('webhooks.made_body'),
      }}
    >
      <FormField name="url" label={t('webhooks.address')} hint={t('webhooks.address_hint')}>
        <TextField type="url" inputMode="url" maxLength={2000} required autoComplete="off" />
      </FormField>
      <ChoiceGroup
        name="events"
        legend={t('webhooks.tells')}
        choices={webhookEvents.map((event) => ({
          value: event,
          label: t(`events.${messageKey(event)}`),
          hint: event,
        }))}
      />
    </MakeDialog>
  )
}
