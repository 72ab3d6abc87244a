import { CircleUserRound } from 'lucide-react'
import { DrawingMark, DrawingWindow } from './drawing-window.tsx'

/** The sheet of System Settings that asks for a work account. */
export function DrawingAccountSheet(props: {
  label: string
  mark: number
  words: { title: string; body: string; address: string; cancel: string; go: string }
}) {
  const { words } = props
  return (
    <DrawingWindow label={props.label}>
      <div className="flex flex-col items-center gap-3 px-2 py-1 text-center">
        <span className="flex size-9 items-center justify-center rounded-xl bg-accent-soft text-accent-ink">
          <CircleUserRound className="size-5" />
        </span>
        <p className="font-bold text-sm">{words.title}</p>
        <p className="text-ink-soft">{words.body}</p>
        <DrawingMark number={props.mark} className="w-full">
          <div className="truncate rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-left font-medium">
            {words.address}
          </div>
        </DrawingMark>
        <div className="flex w-full justify-end gap-2 pt-1">
          <span className="rounded-md border border-line bg-surface px-3 py-1">{words.cancel}</span>
          <span className="rounded-md bg-accent px-3 py-1 font-medium text-on-accent">{words.go}</span>
        </div>
      </div>
    </DrawingWindow>
  )
}
