import { Card } from '#components/ui/card.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import { InstallRow } from './install-row.tsx'

/** Installs under each other, in the order given. */
export function InstallList({ installs, label }: { installs: InstallView[]; label?: string }) {
  return (
    <Card padding="none" className="overflow-clip">
      <ul className="divide-y divide-line" aria-label={label}>
        {installs.map((install) => (
          <InstallRow key={install.id} install={install} />
        ))}
      </ul>
    </Card>
  )
}
