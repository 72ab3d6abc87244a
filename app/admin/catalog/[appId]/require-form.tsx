'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Select } from '#components/ui/select.tsx'
import { requireOfGroup } from '../actions.ts'
import type { Reach } from './count-reach.ts'

interface Props {
  appId: string
  published: boolean
  groups: ({ id: string; name: string } & Reach)[]
}

/** Chooses a group, says how many Macs that reaches, and only then requires the app of it. */
export function RequireForm({ appId, published, groups }: Props) {
  const t = useTranslations('admin-catalog.required')
  const [groupId, setGroupId] = useState('')
  const chosen = groups.find(({ id }) => id === groupId)
  return (
    <ActionForm
      action={requireOfGroup}
      fields={{ appId }}
      errorTitle={t('failed')}
      onDone={() => setGroupId('')}
      className="space-y-4"
    >
      <FormField name="groupId" label={t('group')}>
        <Select
          key={groups.map(({ id }) => id).join()}
          name="groupId"
          required
          placeholder={t('choose')}
          onChange={(event) => setGroupId(event.target.value)}
          options={groups.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormField>
      <Checkbox name="essential" label={t('essential')} hint={t('essential_hint')} />
      <div aria-live="polite">
        {chosen ? (
          <Callout
            tone={chosen.left > 0 ? 'caution' : 'info'}
            title={t('reaches', { count: chosen.reached })}
          >
            <p>{t(published ? 'by_itself' : 'once_published')}</p>
            {chosen.left > 0 ? <p className="mt-1">{t('leaves', { count: chosen.left })}</p> : null}
          </Callout>
        ) : null}
      </div>
      <SubmitButton pendingLabel={t('pending')}>{t('add')}</SubmitButton>
    </ActionForm>
  )
}
