'use client'

import { useEffect } from 'react'
import { isBrokenConnection } from './is-broken-connection.ts'

const pauseMilliseconds = 3_000

/** Tries a page again by itself, once the server is there, when its answer broke off half way. */
export function useRepair(error: Error & { digest?: string }, again: () => void): void {
  useEffect(() => {
    if (!isBrokenConnection(error)) return
    const timer = setInterval(async () => {
      const isThere = await fetch(window.location.href, { method: 'HEAD' }).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isThere) again()
    }, pauseMilliseconds)
    return () => clearInterval(timer)
  }, [error, again])
}
