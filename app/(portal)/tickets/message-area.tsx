'use client'

import type { ComponentProps, KeyboardEvent } from 'react'
import { TextArea } from '#components/ui/text-area.tsx'

function sendOnShortcut(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}

/** A TextArea that sends its form with Command and Enter, or Control and Enter. Stand it in a FormField. */
export function MessageArea(props: ComponentProps<'textarea'>) {
  return <TextArea {...props} dir="auto" onKeyDown={sendOnShortcut} />
}
