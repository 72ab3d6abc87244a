'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { MacSystem } from './wizard-address.ts'

/** Client hints of Chromium; TypeScript's library does not know them yet. */
interface HintedNavigator {
  userAgentData?: {
    platform: string
    getHighEntropyValues(hints: string[]): Promise<{ platformVersion?: string }>
  }
}

async function readSystem(): Promise<MacSystem | null> {
  const { userAgentData } = navigator as HintedNavigator
  if (userAgentData?.platform !== 'macOS') return null
  const { platformVersion = '' } = await userAgentData.getHighEntropyValues(['platformVersion'])
  const major = Number.parseInt(platformVersion, 10)
  if (Number.isNaN(major)) return null
  return major >= 15 ? '15' : major === 14 ? '14' : '13'
}

/**
 * Answers the question after the Mac's macOS where the browser knows it. Safari has said 10.15.7 for years and
 * Firefox likewise, so only client hints count; without them the person is asked. Renders nothing.
 */
export function GuessSystem({ hrefs }: { hrefs: Record<MacSystem, string> }) {
  const router = useRouter()
  const wanted = JSON.stringify(hrefs)
  useEffect(() => {
    let gone = false
    const known: Record<MacSystem, string> = JSON.parse(wanted)
    readSystem().then(
      (system) => {
        if (system && !gone) router.replace(known[system], { scroll: false })
      },
      // A browser may refuse to tell; then it is asked.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [router, wanted])
  return null
}
