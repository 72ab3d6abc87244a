'use client'

import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormAction } from '#app/use-form-action.ts'
import { FormField } from '#components/form/form-field.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog, DialogClose } from '#components/ui/dialog.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { saveOwnership } from '../ownership-actions.ts'

interface Props {
  mac: { id: string; name: string; ownership: 'personal' | 'company'; shared: boolean; assetTag: string }
  days: Record<'leaseEndsAt' | 'warrantyEndsAt' | 'appleCareEndsAt', string>
  changeDenial: string | null
}

function Fields({ mac, days, changeDenial }: Props) {
  const t = useTranslations('helpdesk-macs.ownership')
  const [ownership, setOwnership] = useState<string>(mac.ownership)
  const ours = ownership === 'company'
  const day = (name: keyof Props['days'], label: string) => (
    <FormField name={name} label={label} optionalLabel={t('edit.optional')}>
      <TextField type="date" defaultValue={days[name]} />
    </FormField>
  )
  return (
    <>
      <RadioCards
        legend={t('belongs')}
        name="ownership"
        defaultValue={mac.ownership}
        columns={2}
        onChange={setOwnership}
        options={(['company', 'personal'] as const).map((value) => ({
          value,
          title: t(value),
          disabled: changeDenial !== null && value !== mac.ownership,
          reason: changeDenial ? t(`denial.${changeDenial}`) : null,
        }))}
      />
      {ours && mac.ownership === 'personal' ? (
        <p className="text-caution-ink text-sm">{t('edit.no_new_rights')}</p>
      ) : null}
      {ours ? (
        <>
          <Checkbox
            name="shared"
            defaultChecked={mac.shared}
            label={t('shared')}
            hint={t('edit.shared_hint')}
          />
          <FormField name="assetTag" label={t('tag')} optionalLabel={t('edit.optional')}>
            <TextField defaultValue={mac.assetTag} maxLength={64} autoComplete="off" spellCheck={false} />
          </FormField>
          {day('leaseEndsAt', t('edit.lease'))}
        </>
      ) : (
        <p className="text-ink-soft text-sm">{t('not_ours')}</p>
      )}
      {day('warrantyEndsAt', t('edit.warranty'))}
      {day('appleCareEndsAt', t('edit.apple_care'))}
    </>
  )
}

/** Changes whose a Mac is and until when what was paid for it lasts. */
export function EditOwnershipButton(props: Props) {
  const t = useTranslations('helpdesk-macs.ownership.edit')
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      title={t('title', { mac: props.mac.name })}
      closeLabel={t('cancel')}
      trigger={<Button icon={<Pencil aria-hidden />}>{t('button')}</Button>}
      open={open}
      onOpenChange={setOpen}
    >
      <FormShell
        action={useFormAction(saveOwnership)}
        fields={{ deviceId: props.mac.id }}
        errorTitle={t('failed')}
        onSuccess={() => setOpen(false)}
      >
        <Fields {...props} />
        <div className="flex flex-col-reverse gap-3 pt-1 sm:flex-row sm:justify-end">
          <DialogClose>
            <Button>{t('cancel')}</Button>
          </DialogClose>
          <SubmitButton pendingLabel={t('pending')}>{t('save')}</SubmitButton>
        </div>
      </FormShell>
    </Dialog>
  )
}
