'use client'

import { useTranslations } from 'next-intl'
import { useContext, useEffect, useRef, useState, useTransition } from 'react'
import { FormContext } from '#components/form/form-context.ts'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import { findPeople } from '../ownership-actions.ts'

type Found = { people: { id: string; name: string; email: string }[]; hasMore: boolean }

const pauseMilliseconds = 180

/** Chooses one person by a part of their name or address, sent as `personId`: type, then tab and arrow keys. */
export function PersonPicker({ exceptId }: { exceptId: string }) {
  const t = useTranslations('helpdesk-macs.ownership.picker')
  const error = useContext(FormContext).errors.personId
  const [found, setFound] = useState<Found | null>(null)
  const [, start] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])
  const follow = (query: string) => {
    clearTimeout(timer.current)
    latest.current += 1
    const turn = latest.current
    if (!query.trim()) return setFound(null)
    timer.current = setTimeout(() => {
      start(async () => {
        const form = new FormData()
        form.set('query', query)
        const state = await findPeople({ status: 'idle' }, form)
        // An answer to what was typed before must not replace a later one.
        if (state.status === 'done' && turn === latest.current) setFound(state.value)
      })
    }, pauseMilliseconds)
  }
  const people = found?.people.filter(({ id }) => id !== exceptId) ?? []
  return (
    <div className="space-y-3">
      <p className="font-medium">{t('label')}</p>
      <SearchField
        label={t('search')}
        maxLength={200}
        onChange={(event) => follow(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault()
        }}
      />
      <p role="status" className={people.length > 0 ? 'sr-only' : 'text-ink-soft text-sm'}>
        {found ? t('found', { count: people.length }) : ''}
      </p>
      {people.length > 0 ? (
        <RadioCards
          legend={t('label')}
          hideLegend
          name="personId"
          required
          options={people.map(({ id, name, email }) => ({ value: id, title: name, body: email }))}
        />
      ) : null}
      {found?.hasMore ? <p className="text-ink-soft text-sm">{t('more')}</p> : null}
      {error ? (
        <p role="alert" className="font-medium text-critical-ink text-sm">
          {error}
        </p>
      ) : null}
    </div>
  )
}
