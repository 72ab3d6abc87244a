import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'
import { Spinner } from './spinner.tsx'

export const buttonStyle = cva(
  [
    'relative inline-flex select-none items-center justify-center gap-2 rounded-control border font-medium',
    'text-center leading-tight no-underline transition-[background-color,border-color,opacity,transform] duration-150',
    'active:scale-[0.985] aria-disabled:active:scale-100 disabled:active:scale-100',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed',
    'aria-disabled:not-aria-busy:opacity-50 aria-busy:cursor-progress [&_svg]:size-[1.15em] [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border-line bg-raised text-ink shadow-card hover:border-line-strong',
        quiet: 'border-transparent text-accent-ink hover:bg-hover',
        danger: 'border-transparent bg-critical text-on-accent hover:bg-critical-hover',
      },
      size: {
        small: 'min-h-8 px-3 py-1 text-sm',
        medium: 'min-h-(--control) px-4 py-1.5 text-[0.9375rem]',
        large: 'min-h-13 rounded-xl px-6 py-2 text-base',
      },
      wide: { true: 'w-full', false: '' },
    },
    defaultVariants: { variant: 'secondary', size: 'medium', wide: false },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonStyle> {
  asChild?: boolean
  icon?: ReactNode
  loading?: boolean
  loadingLabel?: string
}

/**
 * The button. One primary on a page at most; danger only for what loses something.
 *
 * variant       primary | secondary (default) | quiet | danger
 * size          small | medium (default) | large; wide fills the row
 * icon          a lucide icon, before the words
 * loading       keeps width and focus, ignores presses; loadingLabel is read out
 * asChild       lends its looks to its one child, a link: <Button asChild><Link href="...">Words</Link></Button>;
 *               icon and loading are then the child's own affair
 */
export function Button(props: ButtonProps) {
  const { asChild, icon, loading, loadingLabel, variant, size, wide, className, children, ...rest } = props
  const looks = cn(buttonStyle({ variant, size, wide }), className)
  if (asChild) {
    return (
      <Slot.Root className={looks} {...rest}>
        {children}
      </Slot.Root>
    )
  }
  const busy = loading ? ({ 'aria-busy': true, 'aria-disabled': true, onClick: undefined } as const) : {}
  return (
    <button {...rest} {...busy} type={loading ? 'button' : (rest.type ?? 'button')} className={looks}>
      <span className={cn('inline-flex items-center justify-center gap-2', loading && 'opacity-0')}>
        {icon}
        {children}
      </span>
      {loading ? (
        <span className="absolute inset-0 inline-flex items-center justify-center">
          <Spinner label={loadingLabel} />
        </span>
      ) : null}
    </button>
  )
}
