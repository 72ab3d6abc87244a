'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { assign } from '../actions.ts'

export interface AssignableGroup {
  id: string
  name: string
  everyone: boolean
  macs: number
  having: number
  refusing: number
}

/** Choose a group, see what it would mean, and only then assign. */
export function AssignForm({ profileId, groups }: { profileId: string; groups: AssignableGroup[] }) {
  const t = useTranslations('admin-profiles')
  const [groupId, setGroupId] = useState('')
  const chosen = groups.find((group) => group.id === groupId)
  const nameOf = (group: AssignableGroup) => (group.everyone ? t('everyone') : group.name)
  return (
    <ActionForm
      action={assign}
      fields={{ profileId }}
      errorTitle={t('assign.failed')}
      onDone={() => setGroupId('')}
    >
      <RadioCards
        key={groups.map((group) => group.id).join()}
        legend={t('assign.legend')}
        hideLegend
        name="groupId"
        required
        onChange={setGroupId}
        columns={2}
        options={groups.map((group) => ({
          value: group.id,
          title: nameOf(group),
          body: t('assign.macs', { count: group.macs }),
        }))}
      />
      <div aria-live="polite">
        {chosen ? (
          <Callout
            tone={chosen.refusing > 0 ? 'caution' : 'info'}
            title={t('assign.consequence', { count: chosen.macs - chosen.having - chosen.refusing })}
          >
            <p>{t('assign.consequence_body')}</p>
            {chosen.having > 0 ? (
              <p className="mt-1">{t('assign.having', { count: chosen.having })}</p>
            ) : null}
            {chosen.refusing > 0 ? (
              <p className="mt-1">{t('assign.refusing', { count: chosen.refusing })}</p>
            ) : null}
          </Callout>
        ) : null}
      </div>
      <SubmitButton pendingLabel={t('assign.pending')}>
        {chosen ? t('assign.to', { group: nameOf(chosen) }) : t('assign.button')}
      </SubmitButton>
    </ActionForm>
  )
}
