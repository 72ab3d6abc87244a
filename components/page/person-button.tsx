import type { ComponentProps } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'

/**
 * The signed-in person at the right of the bar; the trigger of a DropdownMenu.
 *
 * name; label  read out: "Sanne de Vries, your account"; showName  from 1024 px
 */
export function PersonButton(
  props: ComponentProps<'button'> & { name: string; label: string; showName?: boolean },
) {
  const { name, label, showName, ...rest } = props
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      className="inline-flex min-h-10 min-w-10 items-center justify-center gap-2.5 rounded-full p-0.5 hover:bg-hover"
    >
      <Avatar name={name} />
      {showName ? <span className="pr-2.5 font-medium text-[0.9375rem] max-lg:hidden">{name}</span> : null}
    </button>
  )
}
