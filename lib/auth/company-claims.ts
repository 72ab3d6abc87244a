import { z } from 'zod'

/** What the identity provider says of somebody; anything else it says (a role, say) is not looked at. */
export interface CompanyClaims {
  issuer: string
  subject: string
  email: string | null
  emailVerified: boolean
  name: string | null
  groups: string[]
  /** Whether these are all of them: Entra leaves them out of a token for who is in very many. */
  groupsComplete: boolean
  /** What the provider's directory may call the person: the subject, and at Entra the object id. */
  directoryIds: string[]
}

const known = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().trim().min(1).optional().catch(undefined),
  preferred_username: z.string().trim().min(1).optional().catch(undefined),
})

/** https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference: hasgroups, and oid beside sub */
const entraIssuer = /^https:\/\/login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)\//
const overage = z.object({
  hasgroups: z
    .union([z.literal(true), z.literal('true')])
    .optional()
    .catch(undefined),
  _claim_names: z.record(z.string(), z.unknown()).optional().catch(undefined),
  oid: z.string().min(1).max(255).optional().catch(undefined),
})

const groupList = z.union([z.array(z.string()), z.string().transform((group) => [group])]).catch([])

/** Reads the claims of a checked ID token, together with those of the same subject's userinfo. */
export function readCompanyClaims(claims: unknown, issuer: string, groupsClaim: string): CompanyClaims {
  const read = known.parse(claims)
  const more = overage.parse(claims)
  const raw = z.record(z.string(), z.unknown()).parse(claims)
  return {
    issuer,
    subject: read.sub,
    email: read.email?.toLowerCase() ?? null,
    emailVerified: read.email_verified === true || read.email_verified === 'true',
    name: read.name ?? read.preferred_username ?? null,
    groups: groupList.parse(raw[groupsClaim]),
    groupsComplete: !more.hasgroups && !Object.hasOwn(more._claim_names ?? {}, groupsClaim),
    directoryIds: [read.sub, ...(more.oid && entraIssuer.test(issuer) ? [more.oid] : [])],
  }
}
