import { Check } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

/**
 * Yes or no, sent with the form. The platform's own checkbox with our looks.
 *
 * label; hint; and what an <input> takes: name, value, defaultChecked, required
 */
export function Checkbox(
  props: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode },
) {
  const { label, hint, className, ...rest } = props
  return (
    <label className="flex min-h-8 items-start gap-3 py-1">
      <span className="relative mt-0.5 inline-flex size-5 shrink-0">
        <input
          {...rest}
          type="checkbox"
          className="peer size-5 appearance-none rounded-md border border-line-strong bg-raised checked:border-transparent checked:bg-accent aria-invalid:border-critical-mark disabled:opacity-50 forced-colors:appearance-auto"
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0 m-auto hidden size-3.5 text-on-accent peer-checked:block forced-colors:hidden"
        />
      </span>
      <span className="min-w-0 text-[0.9375rem]">
        {label}
        {hint ? <span className="block text-ink-soft text-sm">{hint}</span> : null}
      </span>
    </label>
  )
}
