'use client'

import { Check } from 'lucide-react'
import { useContext, useState } from 'react'
import { FormContext } from '#components/form/form-context.ts'
import { Button } from '#components/ui/button.tsx'
import type { StartTime } from '#lib/portal/installs/start-choice.ts'
import { ActionForm } from '../action-form.tsx'
import { chooseMoment } from './actions.ts'

interface Moment {
  when: StartTime
  label: string
  chosen: boolean
}

/** The moments at which an app may start, each a button of its own, so that one press is enough. */
export function ChooseStartForm(props: {
  installId: string
  moments: Moment[]
  words: { group: string; chosen: string; failed: string }
}) {
  const { installId, moments, words } = props
  return (
    <ActionForm
      action={chooseMoment}
      fields={{ installId }}
      errorTitle={words.failed}
      className="relative z-10 space-y-3"
    >
      <Moments moments={moments} words={words} />
    </ActionForm>
  )
}

function Moments({ moments, words }: { moments: Moment[]; words: { group: string; chosen: string } }) {
  const { pending } = useContext(FormContext)
  const [pressed, setPressed] = useState<StartTime>()
  return (
    <fieldset aria-label={words.group} className="flex flex-wrap gap-2">
      {moments.map(({ when, label, chosen }) => (
        <Button
          key={when}
          type="submit"
          name="when"
          value={when}
          size="small"
          disabled={pending && pressed !== when}
          loading={pending && pressed === when}
          onClick={() => setPressed(when)}
          icon={chosen ? <Check aria-hidden className="text-positive-ink" /> : undefined}
        >
          {label}
          {chosen ? <span className="sr-only"> ({words.chosen})</span> : null}
        </Button>
      ))}
    </fieldset>
  )
}
