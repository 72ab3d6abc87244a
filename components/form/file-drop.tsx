'use client'

import { FileUp, X } from 'lucide-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'

export interface FileDropLabels {
  drop: string
  choose: string
  cancel: string
  uploading: string
}

export interface FileDropProps {
  name: string
  labels: FileDropLabels
  hint?: string
  accept?: string
  required?: boolean
  /** 0 to 100 while it is being sent. */
  progress?: number
  onFile?: (file: File | null) => void
  onCancel?: () => void
  formatSize?: (bytes: number) => string
  error?: string
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/**
 * A file, dropped or chosen. The real input takes the file, so that it also goes with an ordinary form.
 *
 * name, accept, required; labels  drop, choose, cancel, uploading; hint; error
 * onFile    the file, or null when taken away; progress 0-100 shows a bar; onCancel stops the sending
 */
export function FileDrop(props: FileDropProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [over, setOver] = useState(false)
  const sending = props.progress !== undefined && file !== null

  const take = (next: File | null) => {
    setFile(next)
    props.onFile?.(next)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files
    if (!dropped[0] || !input.current) return
    input.current.files = dropped
    take(dropped[0])
  }
  const cancel = () => {
    if (input.current) input.current.value = ''
    props.onCancel?.()
    take(null)
    input.current?.focus()
  }

  return (
    <section
      aria-label={props.labels.drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'rounded-card border-2 border-line-strong border-dashed p-6 text-center transition-colors has-focus-visible:border-accent-mark has-focus-visible:border-solid',
        over && 'border-accent-mark bg-accent-soft',
        props.error && 'border-critical-mark',
      )}
    >
      <input
        ref={input}
        id={id}
        type="file"
        name={props.name}
        accept={props.accept}
        required={props.required}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => take(event.currentTarget.files?.[0] ?? null)}
        className="sr-only"
        aria-label={props.labels.choose}
      />
      {file ? (
        <div className="flex items-center gap-3 text-left">
          <FileUp aria-hidden className="size-6 shrink-0 text-accent-ink" />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium text-[0.9375rem]">{file.name}</p>
            {sending ? (
              <ProgressBar showLabel label={props.labels.uploading} value={props.progress} className="mt-1" />
            ) : (
              <p className="text-ink-soft text-sm">{(props.formatSize ?? megabytes)(file.size)}</p>
            )}
          </div>
          <IconButton label={props.labels.cancel} icon={<X />} onClick={cancel} />
        </div>
      ) : (
        <div className="flex flex-col items-center gap-3">
          <FileUp aria-hidden className="size-7 text-ink-soft" />
          <p className="text-[0.9375rem]">{props.labels.drop}</p>
          <Button size="small" tabIndex={-1} aria-hidden onClick={() => input.current?.click()}>
            {props.labels.choose}
          </Button>
        </div>
      )}
      <p
        id={`${id}-hint`}
        className={cn('mt-3 text-sm empty:hidden', props.error ? 'text-critical-ink' : 'text-ink-soft')}
      >
        {props.error ?? props.hint}
      </p>
    </section>
  )
}
