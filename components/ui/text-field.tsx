import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { fieldStyle } from './field-style.ts'

/** One line of text: an <input> with our looks. Stand it in a FormField, which gives it label, hint and error. */
export function TextField({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" {...rest} className={cn(fieldStyle(), className)} />
}
