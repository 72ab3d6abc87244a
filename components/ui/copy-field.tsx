import { CopyButton } from './copy-button.tsx'

/**
 * Something to copy: an address, a serial number, a recovery key. Clicking into it selects all of it.
 *
 * value; label the copy button's name; copiedLabel; large for keys to read out over the telephone
 */
export function CopyField(props: { value: string; label: string; copiedLabel: string; large?: boolean }) {
  return (
    <div className="flex items-center gap-1 rounded-control border border-line bg-sunken py-0.5 pr-0.5 pl-3.5">
      <code
        translate="no"
        className={
          props.large
            ? 'min-w-0 flex-1 select-all break-words py-2 font-mono text-[1.0625rem] tracking-wide'
            : 'min-w-0 flex-1 select-all break-all py-1.5 font-mono text-sm'
        }
      >
        {props.value}
      </code>
      <CopyButton value={props.value} label={props.label} copiedLabel={props.copiedLabel} />
    </div>
  )
}
