'use client'

import { useLinkStatus } from 'next/link'
import { Spinner } from './spinner.tsx'

/** Inside a link (CardLink, NextLink): a turning ring once the page that it leads to takes its time. No props. */
export function LinkPending() {
  const { pending } = useLinkStatus()
  if (!pending) return null
  return (
    <span className="ml-2 inline-flex animate-appear align-[-0.125em] [animation-delay:200ms] [animation-fill-mode:backwards]">
      <Spinner />
    </span>
  )
}
