import { Card } from '#components/ui/card.tsx'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import { InstallRow } from './install-row.tsx'

/**
 * Installs under each other, in the order given.
 *
 * onMac  on the page of their Mac, which needs no naming
 */
export function InstallList(props: { installs: InstallView[]; label?: string; onMac?: boolean }) {
  return (
    <Card padding="none" className="overflow-clip">
      <ul className="divide-y divide-line" aria-label={props.label}>
        {props.installs.map((install) => (
          <InstallRow key={install.id} install={install} onMac={props.onMac} />
        ))}
      </ul>
    </Card>
  )
}
