'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/**
 * Asks the server for this page again every few seconds while its tab is in front: for what no event tells of, such as
 * a Mac that fetches what waits for it. Show it only while something is awaited. Renders nothing.
 */
export function PollRefresh({ seconds = 3 }: { seconds?: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, seconds * 1000)
    return () => clearInterval(timer)
  }, [router, seconds])
  return null
}
