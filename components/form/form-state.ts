/**
 * What a form's action answers, for useActionState.
 *
 * idle     nothing sent yet
 * success  done; message says what
 * error    message says what went wrong and the one next step; fieldErrors per field name, in words
 */
export type FormState =
  | { status: 'idle' }
  | { status: 'success'; message?: string }
  | { status: 'error'; message: string; fieldErrors?: Record<string, string> }

/** Where a form begins. */
export const idleForm: FormState = { status: 'idle' }
