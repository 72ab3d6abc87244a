import { Hourglass } from 'lucide-react'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import { installWords } from './install-words.ts'

/** How an install stands, in a word or two. */
export async function InstallPill({ install }: { install: InstallView }) {
  const { title } = await installWords(install)
  const { tone, trackState } = install.look
  return (
    <StatusPill
      tone={tone}
      busy={trackState === 'active'}
      icon={trackState === 'waiting' ? <Hourglass aria-hidden /> : undefined}
    >
      {title}
    </StatusPill>
  )
}
