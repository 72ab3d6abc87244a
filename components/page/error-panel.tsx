import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { CodeText } from '#components/ui/code-text.tsx'

/**
 * Stands for a whole page that could not be shown, frame and all: what happened, why, and the one next step.
 *
 * title; children; action; reference  { label, value } to give to the helpdesk; drawing
 */
export function ErrorPanel(props: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  reference?: { label: string; value: string }
  drawing?: ReactNode
}) {
  return (
    <main id="main" className="mx-auto max-w-lg px-4 py-16">
      <div role="alert" className="flex flex-col items-center text-center">
        {props.drawing ? (
          <div className="mb-6 w-52">{props.drawing}</div>
        ) : (
          <span className="mb-5 flex size-14 items-center justify-center rounded-full bg-critical-soft text-critical-ink">
            <CircleAlert aria-hidden className="size-7" />
          </span>
        )}
        <h1 className="font-semibold text-2xl">{props.title}</h1>
        {props.children ? <div className="mt-2 text-ink-soft">{props.children}</div> : null}
        {props.action ? <div className="mt-7 flex flex-wrap justify-center gap-3">{props.action}</div> : null}
        {props.reference ? (
          <p className="mt-8 text-ink-soft text-sm">
            {props.reference.label} <CodeText>{props.reference.value}</CodeText>
          </p>
        ) : null}
      </div>
    </main>
  )
}
