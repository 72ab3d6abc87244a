'use client'

import { useEffect } from 'react'
import { isBrokenConnection } from './is-broken-connection.ts'

const pauseMilliseconds = 3_000
/** A slow connection gets its answer too. */
const longestMilliseconds = 10_000

/** Tries a page again by itself, once the server is there, when its answer broke off half way. */
export function useRepair(error: Error & { digest?: string }, again: () => void): void {
  useEffect(() => {
    if (!isBrokenConnection(error)) return
    const timer = setInterval(async () => {
      const signal = AbortSignal.timeout(longestMilliseconds)
      const isThere = await fetch(window.location.href, { method: 'HEAD', signal }).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isThere) again()
    }, pauseMilliseconds)
    return () => clearInterval(timer)
  }, [error, again])
}
