'use client'

import { useEffect, useState } from 'react'
import type { PaletteGroup } from './palette-group.ts'

const pauseMilliseconds = 180

/** Asks `search` for what is typed, after a short pause, and forgets answers that come too late. */
export function usePaletteSearch(
  query: string,
  search: ((query: string) => Promise<PaletteGroup[]>) | undefined,
): { found: PaletteGroup[]; searching: boolean } {
  const [found, setFound] = useState<PaletteGroup[]>([])
  const [searching, setSearching] = useState(false)
  useEffect(() => {
    const words = query.trim()
    if (!search || words.length < 2) {
      setFound([])
      setSearching(false)
      return
    }
    let late = false
    setSearching(true)
    const settle = (groups: PaletteGroup[]) => {
      if (late) return
      setFound(groups)
      setSearching(false)
    }
    const timer = setTimeout(() => {
      search(words).then(settle, () => settle([]))
    }, pauseMilliseconds)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [query, search])
  return { found, searching }
}
