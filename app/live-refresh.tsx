'use client'

import { useEffect } from 'react'
import { connectEvents, type LiveTopic } from './connect-events.ts'
import { useRefresh } from './use-refresh.ts'

const pauseMilliseconds = 150

/**
 * Keeps a page true: asks the server for it again when something it shows has changed, after a lost connection,
 * and when its tab comes back to the front. Renders nothing.
 *
 * topics  of the changes that matter here: install | request | device | ticket | person (all when absent)
 * ids     only changes of these things, or of things on these Macs (all that the person may hear of when absent)
 */
export function LiveRefresh({ topics, ids }: { topics?: LiveTopic[]; ids?: string[] }) {
  const refresh = useRefresh()
  const wanted = JSON.stringify({ topics, ids })
  useEffect(() => {
    const only: { topics?: string[]; ids?: string[] } = JSON.parse(wanted)
    let timer: ReturnType<typeof setTimeout> | undefined
    const refreshSoon = () => {
      clearTimeout(timer)
      timer = setTimeout(refresh, pauseMilliseconds)
    }
    const disconnect = connectEvents({
      onReady: refreshSoon,
      onEnded: refreshSoon,
      onChange(change) {
        if (only.topics && !only.topics.includes(change.topic)) return
        if (only.ids && !only.ids.includes(change.id) && !only.ids.includes(change.deviceId ?? '')) return
        refreshSoon()
      },
    })
    const onVisible = () => {
      if (document.visibilityState === 'visible') refreshSoon()
    }
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearTimeout(timer)
      disconnect()
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [refresh, wanted])
  return null
}
