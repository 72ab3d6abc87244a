export interface SignInRefusal {
  /** Which words the sign-in page says. */
  code: string
  /** Until when there is no use in trying again. */
  until?: Date
}

/** The sign-in page that says why it did not work, and in how many minutes it may. */
export function signInRefusal({ code, until }: SignInRefusal, to = '/', now = new Date()): string {
  const minutes = until && Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000))
  return `/sign-in?${new URLSearchParams({
    error: code,
    ...(minutes && { minutes: String(minutes) }),
    ...(to !== '/' && { to }),
  })}`
}
