'use client'

import { useEffect } from 'react'
import { useRefresh } from './use-refresh.ts'

/**
 * Asks the server for this page again every few seconds while its tab is in front: for what no event tells of, such as
 * a Mac that fetches what waits for it. Show it only while something is awaited. Renders nothing.
 */
export function PollRefresh({ seconds = 3 }: { seconds?: number }) {
  const refresh = useRefresh()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh()
    }, seconds * 1000)
    return () => clearInterval(timer)
  }, [refresh, seconds])
  return null
}
