import { type ReactNode, useId } from 'react'
import { Button, type ButtonProps } from './button.tsx'

/**
 * A button that cannot be pressed here, with the reason in plain sight. It can be reached by keyboard, so that the
 * reason is read out.
 *
 * children  the button's words; reason; icon, size as of Button; layout stacked (default) | row
 */
export function UnavailableAction(props: {
  children: ReactNode
  reason: ReactNode
  icon?: ReactNode
  size?: ButtonProps['size']
  layout?: 'stacked' | 'row'
}) {
  const id = useId()
  return (
    <div className={props.layout === 'row' ? 'flex flex-wrap items-center gap-x-4 gap-y-2' : 'space-y-1.5'}>
      <Button aria-disabled icon={props.icon} size={props.size} aria-describedby={id}>
        {props.children}
      </Button>
      <p id={id} className="max-w-prose text-ink-soft text-sm">
        {props.reason}
      </p>
    </div>
  )
}
