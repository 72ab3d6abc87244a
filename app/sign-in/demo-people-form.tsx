'use client'

import { ChevronRight } from 'lucide-react'
import { useActionState } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { signInAsDemoPerson } from './demo-sign-in-action.ts'

export interface DemoPeopleFormProps {
  legend: string
  people: { id: string; name: string; role: string }[]
  to?: string
  failed: string
}

/** One button for each person of the demo. */
export function DemoPeopleForm({ legend, people, to, failed }: DemoPeopleFormProps) {
  const [state, signIn, pending] = useActionState(signInAsDemoPerson, { status: 'idle' })
  return (
    <form action={signIn}>
      {to ? <input type="hidden" name="to" value={to} /> : null}
      {state.status === 'failed' ? (
        <Callout tone="critical" announce="alert" className="mb-4">
          {failed}
        </Callout>
      ) : null}
      <fieldset>
        <legend className="mb-3 font-medium text-[0.9375rem]">{legend}</legend>
        <ul className="space-y-2">
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="submit"
                name="personId"
                value={person.id}
                aria-disabled={pending}
                className="flex min-h-14 w-full items-center gap-3 rounded-control border border-line bg-raised px-3.5 py-2 text-left transition-colors hover:border-line-strong hover:bg-hover"
              >
                <Avatar name={person.name} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{person.name}</span>
                  <span className="block text-ink-soft text-sm">{person.role}</span>
                </span>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-soft" />
              </button>
            </li>
          ))}
        </ul>
      </fieldset>
    </form>
  )
}
