import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { CodeText } from '#components/ui/code-text.tsx'

/**
 * A page or part that could not be shown: what happened, why, and the one next step.
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
    <div role="alert" className="mx-auto flex max-w-lg flex-col items-center px-4 py-16 text-center">
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
  )
}
