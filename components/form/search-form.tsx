import type { ReactNode } from 'react'
import { SearchField } from '#components/ui/search-field.tsx'

/**
 * A search that lives in the address: works without JavaScript, can be linked and gone back from.
 *
 * action        the page's path; name  of the parameter ('q')
 * label; defaultValue; keep  other parameters to carry along; children  more fields, such as a Select and a button
 */
export function SearchForm(props: {
  action: string
  label: string
  name?: string
  defaultValue?: string
  keep?: Record<string, string | undefined>
  children?: ReactNode
}) {
  return (
    <search className="block">
      <form action={props.action} method="get" className="flex flex-col gap-3 sm:flex-row sm:items-center">
        {Object.entries(props.keep ?? {}).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        <SearchField
          name={props.name ?? 'q'}
          label={props.label}
          defaultValue={props.defaultValue}
          className="min-w-0 flex-1 sm:max-w-md"
        />
        {props.children}
      </form>
    </search>
  )
}
