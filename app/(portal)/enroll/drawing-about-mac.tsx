import { Laptop } from 'lucide-react'
import { DrawingWindow } from './drawing-window.tsx'

/** The window About This Mac, with the line of macOS standing out. */
export function DrawingAboutMac(props: {
  label: string
  words: { name: string; rows: string[]; system: string; version: string }
}) {
  const { words } = props
  return (
    <DrawingWindow label={props.label}>
      <div className="flex flex-col items-center gap-3 text-center">
        <Laptop className="size-12 text-ink-soft" strokeWidth={1.25} />
        <p className="font-bold text-sm">{words.name}</p>
        <div className="w-full space-y-1.5">
          {words.rows.map((row) => (
            <div key={row} className="flex justify-center gap-3 text-ink-soft">
              <span className="w-1/2 truncate text-right">{row}</span>
              <span className="my-auto h-2 w-1/2 max-w-20 rounded-full bg-hover" />
            </div>
          ))}
          <div className="flex justify-center gap-3 rounded-md py-1 font-medium outline-2 outline-accent-mark">
            <span className="w-1/2 text-right">{words.system}</span>
            <span className="w-1/2 truncate text-left">{words.version}</span>
          </div>
        </div>
      </div>
    </DrawingWindow>
  )
}
