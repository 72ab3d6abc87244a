'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/**
 * Around the step of the wizard. Answering takes away the link or button that was pressed; who goes by keyboard or
 * listens goes on at the next question then, and not at the top of the page.
 */
export function StepFocus({ step, children }: { step: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  }, [step])
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      {children}
    </div>
  )
}
