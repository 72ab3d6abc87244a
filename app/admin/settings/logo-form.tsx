'use client'

import Image from 'next/image'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FileDrop } from '#components/form/file-drop.tsx'
import { FormShell } from '#components/form/form-shell.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { useFormAction } from '../../use-form-action.ts'
import { removeLogo, saveLogo } from './actions.ts'

/** The logo as it is, another one, or none. */
export function LogoForm({ logoUrl, maxBytes }: { logoUrl: string | null; maxBytes: number }) {
  const t = useTranslations('admin-settings')
  const errors = useTranslations('errors')
  const [size, setSize] = useState<number | null>(null)
  const save = useFormAction(saveLogo)
  const remove = useFormAction(removeLogo)
  const tooLarge = size !== null && size > maxBytes
  return (
    <div className="space-y-5">
      {logoUrl ? (
        <div className="flex flex-wrap items-center gap-4">
          <Image
            unoptimized
            src={logoUrl}
            alt={t('logo.current')}
            width={128}
            height={128}
            className="size-16 rounded-xl border border-line object-contain"
          />
          <FormShell action={remove} errorTitle={t('failed')} className="">
            <SubmitButton variant="secondary" size="small">
              {t('logo.remove')}
            </SubmitButton>
          </FormShell>
        </div>
      ) : null}
      <FormShell key={logoUrl} action={save} errorTitle={t('failed')} successTitle={t('logo.saved')}>
        <FileDrop
          name="logo"
          accept="image/png,image/jpeg"
          labels={{
            drop: t('logo.drop'),
            choose: t('logo.choose'),
            cancel: t('logo.cancel'),
            uploading: t('logo.uploading'),
          }}
          hint={t('logo.hint')}
          error={tooLarge ? errors('logo_too_large') : undefined}
          onFile={(file) => setSize(file?.size ?? null)}
        />
        {size !== null && !tooLarge ? <SubmitButton>{t('logo.save')}</SubmitButton> : null}
      </FormShell>
    </div>
  )
}
