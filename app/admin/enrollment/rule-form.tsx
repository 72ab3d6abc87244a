'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { ActionForm } from '#app/action-form.tsx'
import { ChoiceGroup } from '#components/form/choice-group.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Link } from '#components/ui/link.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { enrollmentKinds, ownerships } from '#lib/portal/enrollment/policy.ts'
import { saveRule } from './actions.ts'
import { RulePreview } from './rule-preview.tsx'

/** What a group is offered, with the effect beside it while one chooses. */
export function RuleForm(props: {
  groupId: string
  start: { kinds: string[]; ownerships: string[]; maxMacs: number | null }
}) {
  const t = useTranslations('admin-enrollment')
  const { groupId, start } = props
  const fields = useRef<HTMLDivElement>(null)
  return (
    <ActionForm action={saveRule} fields={{ groupId }} errorTitle={t('edit.failed')}>
      <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-2">
        <div ref={fields} className="space-y-5">
          <ChoiceGroup
            columns={1}
            name="kinds"
            legend={t('edit.kinds')}
            choices={enrollmentKinds.map((value) => ({
              value,
              label: t(`kinds.${value}.title`),
              hint: t(`kinds.${value}.hint`),
            }))}
            defaultValues={start.kinds}
          />
          <ChoiceGroup
            columns={1}
            name="ownerships"
            legend={t('edit.ownerships')}
            choices={ownerships.map((value) => ({ value, label: t(`ownerships.${value}.title`) }))}
            defaultValues={start.ownerships}
          />
          <FormField
            name="maxMacs"
            label={t('edit.max')}
            hint={t('edit.max_hint')}
            optionalLabel={t('edit.optional')}
          >
            <TextField
              type="number"
              min={0}
              max={1000}
              defaultValue={start.maxMacs ?? ''}
              className="max-w-32"
            />
          </FormField>
        </div>
        <RulePreview groupId={groupId} fields={fields} />
      </div>
      <div className="flex flex-wrap items-center gap-5">
        <SubmitButton pendingLabel={t('edit.saving')}>{t('edit.save')}</SubmitButton>
        <Link quiet href="/admin/enrollment">
          {t('edit.cancel')}
        </Link>
      </div>
    </ActionForm>
  )
}
