'use client'

import { useContext } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from '#components/ui/button.tsx'
import { FormContext } from './form-context.ts'

/**
 * The button that sends the form around it, and shows that it is being sent.
 *
 * pendingLabel  read out meanwhile; and all that Button takes (variant primary by default)
 * name, value   which of several submit buttons it was
 */
export function SubmitButton({ pendingLabel, ...rest }: ButtonProps & { pendingLabel?: string }) {
  const plain = useFormStatus().pending
  const shell = useContext(FormContext).pending
  const pending = plain || shell
  return <Button variant="primary" {...rest} type="submit" loading={pending} loadingLabel={pendingLabel} />
}
