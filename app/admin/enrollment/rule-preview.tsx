'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useState } from 'react'
import { errorText } from '#app/i18n/error-text.ts'
import type { RuleEffect } from '#lib/portal/enrollment/rule-effect.ts'
import { previewEffect } from './actions.ts'

const pauseMilliseconds = 250

type Shown = { effect: RuleEffect } | { error: string } | null

/** Reads the ticks and the number in a box of the form it stands in. */
function formOf(box: HTMLElement, groupId: string): FormData {
  const data = new FormData()
  data.set('groupId', groupId)
  for (const input of box.querySelectorAll('input')) {
    if (input.type !== 'checkbox' || input.checked) data.append(input.name, input.value)
  }
  return data
}

/** What the rule would change, counted anew whenever something in `fields` changes. */
export function RulePreview({ groupId, fields }: { groupId: string; fields: RefObject<HTMLElement | null> }) {
  const t = useTranslations('admin-enrollment.effect')
  const errors = useTranslations('errors')
  const [shown, setShown] = useState<Shown>(null)
  useEffect(() => {
    const box = fields.current
    if (!box) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked = 0
    const count = async () => {
      asked += 1
      const mine = asked
      const state = await previewEffect({ status: 'idle' }, formOf(box, groupId))
      if (mine !== asked) return
      if (state.status === 'done') setShown({ effect: state.value })
      if (state.status === 'failed') {
        const code = Object.values(state.fields ?? {})[0] ?? state.code
        setShown({ error: errorText(errors, code, state.reference) })
      }
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(count, pauseMilliseconds)
    }
    later()
    box.addEventListener('input', later)
    return () => {
      asked = Number.NaN
      clearTimeout(timer)
      box.removeEventListener('input', later)
    }
  }, [groupId, fields, errors])
  return (
    <div aria-live="polite" className="rounded-card border border-line bg-sunken p-4">
      <p className="mb-2 font-medium text-[0.9375rem]">{t('title')}</p>
      {shown === null ? <p className="text-ink-soft text-sm">{t('counting')}</p> : null}
      {shown && 'error' in shown ? <p className="text-caution-ink text-sm">{shown.error}</p> : null}
      {shown && 'effect' in shown ? <Effect effect={shown.effect} /> : null}
    </div>
  )
}

function Change({ before, after }: { before: number; after: number }) {
  const t = useTranslations('admin-enrollment.effect')
  if (before === after) return null
  return <span className="text-ink-soft text-sm"> {t('now', { count: before })}</span>
}

function Effect({ effect }: { effect: RuleEffect }) {
  const t = useTranslations('admin-enrollment.effect')
  const { ways, none, full } = effect
  return (
    <ul className="space-y-1.5 text-[0.9375rem]">
      {ways.map(({ ownership, kind, before, after }) => (
        <li key={`${ownership} ${kind}`} className={after === 0 ? 'text-ink-soft' : undefined}>
          {t(`${ownership}.${kind}`, { count: after })}
          <Change before={before} after={after} />
        </li>
      ))}
      {none.after > 0 || none.before > 0 ? (
        <li className={none.after > 0 ? 'font-medium text-caution-ink' : undefined}>
          {t('none', { count: none.after })}
          <Change {...none} />
        </li>
      ) : null}
      {full.after > 0 || full.before > 0 ? (
        <li>
          {t('full', { count: full.after })}
          <Change {...full} />
        </li>
      ) : null}
    </ul>
  )
}
