/** For how many days a token is made. */
export const expiryChoices = ['30', '90', '365', 'never'] as const
