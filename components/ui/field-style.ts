import { cva } from 'class-variance-authority'

/** The box of every text-like field. */
export const fieldStyle = cva([
  'w-full min-h-(--control) rounded-control border border-line-strong bg-raised px-3 py-2 text-base text-ink sm:text-[0.9375rem]',
  'transition-[border-color,box-shadow] hover:border-ink-soft',
  'focus-visible:border-accent-mark focus-visible:outline-[3px] focus-visible:outline-accent-mark/40 focus-visible:outline-offset-0',
  'aria-invalid:border-critical-mark disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-soft',
  '[&[readonly]]:bg-sunken forced-colors:focus-visible:outline-[Highlight]',
])
