'use client'

import { LockKeyhole, MessageCircleReply } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Card } from '#components/ui/card.tsx'
import { cn } from '#components/ui/cn.ts'

export interface ComposerProps {
  reply: ReactNode
  note: ReactNode
  labels: { choice: string; reply: string; note: string }
}

/** Where the helpdesk writes: to the person, or for itself. What was typed in one stays while the other is shown. */
export function Composer({ reply, note, labels }: ComposerProps) {
  const [noting, setNoting] = useState(false)
  const choice = (chosen: boolean, choose: () => void, icon: ReactNode, words: string) => (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={choose}
      className={cn(
        'inline-flex min-h-(--control) items-center gap-2 rounded-control px-3 font-medium text-[0.9375rem] [&_svg]:size-4',
        chosen ? 'bg-raised text-ink shadow-card' : 'text-ink-soft hover:text-ink',
      )}
    >
      {icon}
      {words}
    </button>
  )
  return (
    <Card
      className={cn(
        'mt-8 flex flex-col items-start gap-4 print:hidden',
        noting && 'border-caution-mark/40 border-dashed',
      )}
    >
      <fieldset className="inline-flex max-w-full flex-wrap gap-1 rounded-xl bg-sunken p-1">
        <legend className="sr-only">{labels.choice}</legend>
        {choice(!noting, () => setNoting(false), <MessageCircleReply aria-hidden />, labels.reply)}
        {choice(noting, () => setNoting(true), <LockKeyhole aria-hidden />, labels.note)}
      </fieldset>
      <div hidden={noting} className="w-full">
        {reply}
      </div>
      <div hidden={!noting} className="w-full">
        {note}
      </div>
    </Card>
  )
}
