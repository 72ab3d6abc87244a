import { ShieldCheck } from 'lucide-react'
import { DrawingMark, DrawingWindow } from './drawing-window.tsx'

/** The sign-in page of the company in the window that the Mac opens for it. */
export function DrawingSignIn(props: {
  label: string
  mark: number
  words: { host: string; title: string; body: string; go: string }
}) {
  const { words } = props
  return (
    <DrawingWindow label={props.label} title={words.host}>
      <div className="flex flex-col items-center gap-3 px-2 py-1 text-center">
        <span className="flex size-9 items-center justify-center rounded-xl bg-accent-soft text-accent-ink">
          <ShieldCheck className="size-5" />
        </span>
        <p className="font-bold text-sm">{words.title}</p>
        <p className="text-ink-soft">{words.body}</p>
        <DrawingMark number={props.mark} className="mt-1">
          <span className="block rounded-md bg-accent px-4 py-1.5 font-medium text-on-accent">
            {words.go}
          </span>
        </DrawingMark>
      </div>
    </DrawingWindow>
  )
}
