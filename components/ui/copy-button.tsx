'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './icon-button.tsx'

/**
 * Puts text on the clipboard and says so.
 *
 * value; label "Copy serial number"; copiedLabel "Copied"
 */
export function CopyButton(props: { value: string; label: string; copiedLabel: string; className?: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    navigator.clipboard.writeText(props.value).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <>
      <IconButton
        label={copied ? props.copiedLabel : props.label}
        icon={copied ? <Check className="text-positive-ink" /> : <Copy />}
        onClick={copy}
        className={props.className}
      />
      <span role="status" className="sr-only">
        {copied ? props.copiedLabel : ''}
      </span>
    </>
  )
}
