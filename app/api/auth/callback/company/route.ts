import { finishCompanySignIn } from '#app/sign-in/finish-company-sign-in.ts'

export const dynamic = 'force-dynamic'

/** Where the identity provider sends the browser back to. */
export async function GET(request: Request): Promise<Response> {
  return finishCompanySignIn(request)
}
