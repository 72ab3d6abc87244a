/** How a Mac lets somebody sign in: an ordinary page, or OAuth 2, which a Mac can renew by itself. */
export const signInForms = ['apple-as-web', 'apple-oauth2'] as const
export type SignInForm = (typeof signInForms)[number]
