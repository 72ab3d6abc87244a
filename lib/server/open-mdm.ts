import { randomBytes } from 'node:crypto'
import type postgres from 'postgres'
import { createMdmServer, type MdmOptions, type MdmServer } from '#lib/mdm/server.ts'
import type { PrismaClient } from './generated/client.ts'
import { log } from './log.ts'
import { readOrganization } from './organization.ts'
import { plainSql } from './plain-sql.ts'
import { readAccountSignIn } from './read-account-sign-in.ts'
import type { PushGateway } from './read-push-gateway.ts'
import { openSecret, sealSecret } from './seal.ts'

interface MdmParts {
  publicUrl: string
  /** Where people reach the pages. */
  pagesUrl: string
  masterKey: Uint8Array
  sql: postgres.Sql
  prisma: PrismaClient
  pushGateway?: PushGateway
  mdmcert?: MdmOptions['mdmcert']
  clientCertificateProxy?: MdmOptions['clientCertificateProxy']
  admit?: MdmOptions['admit']
  onWork?: MdmOptions['onWork']
}

const sealContext = 'mdm'

/** The MDM server with the real clock, real randomness, and our database, master key and log. */
export function openMdm({ publicUrl, pagesUrl, masterKey, sql, prisma, ...parts }: MdmParts): MdmServer {
  return createMdmServer({
    sql: plainSql(sql),
    seal: (plain) => sealSecret(masterKey, sealContext, plain),
    unseal: (sealed) => openSecret(masterKey, sealContext, sealed),
    clock: () => new Date(),
    randomBytes,
    publicUrl,
    organization: () => readOrganization(prisma),
    accountSignIn: (kind) => readAccountSignIn(prisma, kind, { pages: pagesUrl, devices: publicUrl }),
    closedLinkUrl: (code) => `${pagesUrl}/closed-link?why=${code.replace('invitation_', '')}`,
    pushGateway: parts.pushGateway,
    mdmcert: parts.mdmcert,
    clientCertificateProxy: parts.clientCertificateProxy,
    admit: parts.admit,
    onWork: parts.onWork,
    log({ level, message, error, ...facts }) {
      log[level]({ ...facts, err: error }, message)
    },
  })
}
