import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { fieldStyle } from './field-style.ts'

/** Several lines of text; grows with its content where the browser can. Stand it in a FormField. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea rows={4} {...rest} className={cn(fieldStyle(), 'field-sizing-content min-h-24', className)} />
  )
}
