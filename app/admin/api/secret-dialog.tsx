'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

export interface SecretDialogProps {
  /** Null while there is nothing to show. */
  secret: string | null
  title: string
  body: string
  labels: { copy: string; copied: string; close: string; kept: string; first: string }
  onKept: () => void
}

/** Something that is shown this once: it stays on screen until somebody says that it was kept. */
export function SecretDialog({ secret, title, body, labels, onKept }: SecretDialogProps) {
  const [hurried, setHurried] = useState(false)
  const keep = () => {
    setHurried(false)
    onKept()
  }
  return (
    <Dialog
      title={title}
      description={body}
      closeLabel={labels.close}
      open={secret !== null}
      onOpenChange={(open) => setHurried(!open)}
      footer={
        <Button variant="primary" onClick={keep}>
          {labels.kept}
        </Button>
      }
    >
      <CopyField value={secret ?? ''} label={labels.copy} copiedLabel={labels.copied} />
      {hurried ? (
        <Callout tone="caution" className="mt-4" announce="alert">
          {labels.first}
        </Callout>
      ) : null}
    </Dialog>
  )
}
