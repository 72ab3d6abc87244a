'use client'

import { useEffect, useState } from 'react'

/**
 * The time that is left, as minutes and seconds. A screen reader may ask for it; it is not read out every second.
 *
 * until; label (clock) => words; onOver  called once, at the end
 */
export function Countdown(props: { until: string; label: (clock: string) => string; onOver: () => void }) {
  const { until, onOver } = props
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const tick = () => setLeft(Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [until])
  useEffect(() => {
    if (left === 0) onOver()
  }, [left, onOver])
  if (left === null) return <span className="invisible">{props.label('15:00')}</span>
  const clock = `${Math.floor(left / 60)}:${(left % 60).toString().padStart(2, '0')}`
  return (
    <span role="timer" className="tabular-nums">
      {props.label(clock)}
    </span>
  )
}
