'use client'

import { useEffect, useState } from 'react'
import type { Machine } from './machine.ts'

/** What the page is read on: as the server was told, but a Mac that is touched with fingers is an iPad. */
export function useMachine(told: Machine): Machine {
  const [touched, setTouched] = useState(false)
  useEffect(() => setTouched(navigator.maxTouchPoints > 1), [])
  return told === 'mac' && touched ? 'ipad' : told
}
