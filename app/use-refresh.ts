import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useTransition } from 'react'

/** Longer than a page takes; after it one that still does not come holds up nothing. */
const longestMilliseconds = 15_000

/**
 * Asks the server for this page again, one at a time: who asks meanwhile is answered by one more afterwards. Next would
 * queue them, and show none of them before the last has come, so that a slow connection would see nothing change.
 */
export function useRefresh(): () => void {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const begun = useRef(0)
  const wanted = useRef(false)

  const refresh = useCallback(() => {
    if (begun.current && Date.now() - begun.current < longestMilliseconds) {
      wanted.current = true
      return
    }
    begun.current = Date.now()
    startTransition(() => router.refresh())
  }, [router])

  useEffect(() => {
    if (pending) return
    begun.current = 0
    if (!wanted.current) return
    wanted.current = false
    refresh()
  }, [pending, refresh])
  return refresh
}
