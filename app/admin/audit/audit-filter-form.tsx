import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { FormField } from '#components/form/form-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { AuditFilter } from '#lib/portal/audit/schema.ts'

export interface AuditFilterFormProps {
  filter: AuditFilter
  actions: { value: string; label: string }[]
}

/** Narrows the trail; the choice lives in the address. */
export async function AuditFilterForm({ filter, actions }: AuditFilterFormProps) {
  const t = await getTranslations('admin-audit')
  return (
    <search>
      <form
        method="get"
        action="/admin/audit"
        className="mb-5 grid grid-cols-2 items-end gap-3 xl:grid-cols-[2fr_2fr_2fr_1fr_1fr_auto]"
      >
        <FormField name="action" label={t('filter.action')} className="max-sm:col-span-2">
          <Select options={actions} placeholder={t('filter.any_action')} defaultValue={filter.action} />
        </FormField>
        <FormField name="subject" label={t('filter.subject')}>
          <TextField defaultValue={filter.subject} />
        </FormField>
        <FormField name="person" label={t('filter.person')}>
          <TextField defaultValue={filter.person} />
        </FormField>
        <FormField name="from" label={t('filter.from')}>
          <TextField type="date" defaultValue={filter.from} />
        </FormField>
        <FormField name="to" label={t('filter.to')}>
          <TextField type="date" defaultValue={filter.to} />
        </FormField>
        <div className="col-span-2 flex gap-2 xl:col-span-1">
          <Button type="submit" variant="primary">
            {t('filter.apply')}
          </Button>
          <Button asChild variant="quiet">
            <NextLink href="/admin/audit">{t('filter.clear')}</NextLink>
          </Button>
        </div>
      </form>
    </search>
  )
}
