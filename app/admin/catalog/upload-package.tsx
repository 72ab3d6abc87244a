'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { errorText } from '#app/i18n/error-text.ts'
import { sizeWords } from '#app/installs/size-words.ts'
import { FileDrop } from '#components/form/file-drop.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { type SendAnswer, sendPackage } from './send-package.ts'

type Refusal = SendAnswer & { status: 'failed' }

/**
 * Takes a package as soon as it is dropped or chosen, and goes on to `next` with the package's id behind it.
 *
 * next  an address that ends where the id comes, such as "/admin/catalog/new?package="
 */
export function UploadPackage({ next }: { next: string }) {
  const t = useTranslations('admin-catalog.upload')
  const locale = useLocale()
  const router = useRouter()
  const [percent, setPercent] = useState<number>()
  const [refusal, setRefusal] = useState<Refusal>()
  const stop = useRef<() => void>(undefined)
  const sending = percent !== undefined

  useEffect(() => () => stop.current?.(), [])
  useEffect(() => {
    if (!sending) return
    const keep = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', keep)
    return () => window.removeEventListener('beforeunload', keep)
  }, [sending])

  const cancel = () => {
    stop.current?.()
    setPercent(undefined)
    setRefusal(undefined)
  }
  const answered = (answer: SendAnswer) => {
    setPercent(undefined)
    if (answer.status === 'failed') setRefusal(answer)
    else router.push(next + answer.package.packageId)
  }
  const take = (file: File | null) => {
    if (!file) return
    setRefusal(undefined)
    setPercent(0)
    stop.current = sendPackage(file, { progress: setPercent, answer: answered })
  }

  return (
    <div className="space-y-4">
      <FileDrop
        name="package"
        accept=".pkg"
        progress={percent}
        onFile={take}
        onCancel={cancel}
        hint={t('hint')}
        formatSize={(bytes) => sizeWords(bytes, locale)}
        labels={{
          drop: t('drop'),
          choose: t('choose'),
          cancel: sending ? t('cancel') : t('take_away'),
          uploading: percent === 100 ? t('reading') : t('sending'),
        }}
      />
      {refusal ? <UploadRefusal refusal={refusal} /> : null}
    </div>
  )
}

function UploadRefusal({ refusal }: { refusal: Refusal }) {
  const t = useTranslations('admin-catalog.upload')
  const problems = useTranslations('installs.package.problem')
  const errors = useTranslations('errors')
  if (!problems.has(`${refusal.code}.title`)) {
    return (
      <Callout tone="critical" title={t('failed')} announce="alert">
        {errorText(errors, refusal.code, refusal.values.reference)}
      </Callout>
    )
  }
  return (
    <Callout tone="critical" title={problems(`${refusal.code}.title`)} announce="alert">
      <p>{problems(`${refusal.code}.reason`, refusal.values)}</p>
      <p className="mt-1 font-medium">{problems(`${refusal.code}.fix`)}</p>
    </Callout>
  )
}
