import { getTranslations } from 'next-intl/server'
import { refusalWords } from '#app/refusals/refusal-words.ts'
import { payloadNames } from './payload-names.ts'
import { readFailure } from './read-failure.ts'

/** Why a Mac does not have, or could not do, something: ours in words, and the Mac's own words under it. */
export async function FailureWords({ failure }: { failure: unknown }) {
  const shown = readFailure(failure, 'InstallProfile')
  if (!shown) return null
  const t = await getTranslations('admin-profiles.reason')
  const names = await payloadNames(shown.payloadTypes)
  const key = t.has(shown.code) ? shown.code : 'command_refused'
  const words = shown.reason && (await refusalWords(shown.reason))
  return (
    <div className="space-y-0.5 text-sm">
      <p>{words ? `${words.why} ${words.next}` : t(key, { payloads: names.join(', ') })}</p>
      {shown.lines.map((line) => (
        <p key={line} className="break-words text-ink-soft">
          {line}
        </p>
      ))}
    </div>
  )
}
