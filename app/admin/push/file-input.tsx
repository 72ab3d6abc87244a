import type { ComponentProps } from 'react'
import { cn } from '#components/ui/cn.ts'
import { fieldStyle } from '#components/ui/field-style.ts'

/** A plain file field, which needs no scripts. Stand it in a FormField. */
export function FileInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      {...rest}
      type="file"
      className={cn(
        fieldStyle(),
        'cursor-pointer py-1.5 file:mr-3 file:cursor-pointer file:rounded-md file:border-0 file:bg-hover file:px-3 file:py-1 file:font-medium file:text-ink file:text-sm',
        className,
      )}
    />
  )
}
