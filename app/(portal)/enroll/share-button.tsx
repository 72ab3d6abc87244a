'use client'

import { Share } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'

/** Hands an address to the device's own share sheet, where AirDrop is; nothing where there is none. */
export function ShareButton({ url }: { url: string }) {
  const t = useTranslations('enroll.here')
  const [possible, setPossible] = useState(false)
  useEffect(() => setPossible('share' in navigator), [])
  if (!possible) return null
  // Closing the sheet without choosing anything is no failure.
  const share = () => navigator.share({ url }).catch(() => undefined)
  return (
    <Button onClick={share}>
      <Share aria-hidden />
      {t('share')}
    </Button>
  )
}
