'use client'

import { type ReactNode, useEffect, useState } from 'react'

/** Shows its children once something has lasted for so many seconds. */
export function AfterAWhile(props: { since: string; seconds: number; children: ReactNode }) {
  const { since, seconds } = props
  const [due, setDue] = useState(false)
  useEffect(() => {
    setDue(false)
    const wait = Date.parse(since) + seconds * 1000 - Date.now()
    const timer = setTimeout(() => setDue(true), Math.max(0, wait))
    return () => clearTimeout(timer)
  }, [since, seconds])
  return due ? props.children : null
}
