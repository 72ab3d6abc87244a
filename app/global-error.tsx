'use client'

import { ErrorPanel } from '#components/page/error-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import en from '#messages/en/product.json'
import nl from '#messages/nl/product.json'
import './globals.css'
import { useRepair } from './use-repair.ts'

const reload = () => window.location.reload()

/** When even the frame of the page broke: no translations from the server then, so both languages stand here. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  useRepair(error, reload)
  const dutch = typeof navigator !== 'undefined' && navigator.language.startsWith('nl')
  const words = (dutch ? nl : en).error
  return (
    <html lang={dutch ? 'nl' : 'en'}>
      <body>
        <ErrorPanel
          title={words.title}
          reference={error.digest ? { label: words.reference, value: error.digest } : undefined}
          action={
            <Button variant="primary" onClick={reload}>
              {words.again}
            </Button>
          }
        >
          {words.body}
        </ErrorPanel>
      </body>
    </html>
  )
}
