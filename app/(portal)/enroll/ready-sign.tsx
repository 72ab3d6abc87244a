import { Check } from 'lucide-react'

/** A tick on the laptop's screen, which lights up once; it only stands there for who wants no motion. */
export function ReadySign() {
  return (
    <span className="absolute inset-x-0 top-[24%] mx-auto flex size-14 animate-[rise_220ms_ease-out,breathe_1.4s_ease-out_220ms_2] items-center justify-center rounded-full bg-positive-soft text-positive-ink shadow-card">
      <Check aria-hidden className="size-8" strokeWidth={2.5} />
    </span>
  )
}
