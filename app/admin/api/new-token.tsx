'use client'

import { useTranslations } from 'next-intl'
import { ChoiceGroup } from '#components/form/choice-group.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { apiScopes } from '#lib/auth/api-scopes.ts'
import { makeToken } from './actions.ts'
import { expiryChoices } from './expiry-choices.ts'
import { MakeDialog } from './make-dialog.tsx'
import { messageKey } from './message-key.ts'

/** Makes a token: what for, what it may do, and until when. */
export function NewToken() {
  const t = useTranslations('admin-api')
  return (
    <MakeDialog
      primary
      action={makeToken}
      words={{
        open: t('tokens.make'),
        title: t('tokens.new_title'),
        submit: t('tokens.make'),
        secretTitle: t('tokens.made_title'),
        secretBody: t('tokens.made_body'),
      }}
    >
      <FormField name="name" label={t('tokens.name')} hint={t('tokens.name_hint')}>
        <TextField maxLength={60} required autoComplete="off" />
      </FormField>
      <ChoiceGroup
        name="scopes"
        legend={t('tokens.may')}
        choices={apiScopes.map((scope) => ({
          value: scope,
          label: t(`scopes.${messageKey(scope)}`),
          hint: scope,
        }))}
      />
      <FormField name="expiry" label={t('tokens.expires')}>
        <Select
          defaultValue="90"
          options={expiryChoices.map((days) => ({
            value: days,
            label: days === 'never' ? t('tokens.never_expires') : t('tokens.days', { days }),
          }))}
        />
      </FormField>
    </MakeDialog>
  )
}
