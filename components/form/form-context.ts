'use client'

import { createContext } from 'react'

/** What the parts of a FormShell know of it: errors by field name, and whether it is being sent. */
export const FormContext = createContext<{ errors: Record<string, string>; pending: boolean }>({
  errors: {},
  pending: false,
})
