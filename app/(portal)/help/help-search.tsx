import { getTranslations } from 'next-intl/server'
import { Button } from '#components/ui/button.tsx'
import { SearchField } from '#components/ui/search-field.tsx'

/** The large search of the help pages: a plain form, so that it works without JavaScript and can be linked. */
export async function HelpSearch({ query }: { query: string }) {
  const t = await getTranslations('help')
  return (
    <search className="mb-10 block">
      <form action="/help" method="get" className="flex gap-3">
        <SearchField
          name="q"
          label={t('search.label')}
          placeholder={t('search.placeholder')}
          defaultValue={query}
          className="min-w-0 flex-1 [&_input]:min-h-13 [&_input]:rounded-xl [&_input]:pl-11 [&_input]:text-base"
        />
        <Button type="submit" size="large" className="max-sm:px-4">
          {t('search.button')}
        </Button>
      </form>
    </search>
  )
}
