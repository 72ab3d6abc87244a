import type { Declaration } from '../ddm/declaration.ts'
import type { JsonObject } from '../ddm/json.ts'
import { statusSetName } from '../ddm/status-subscriptions.ts'
import type { CommandBody } from '../protocol/commands.ts'
import {
  type CommandStateRow,
  cancelQueuedCommand,
  cancelQueuedCommands,
  retrieveCommandState,
} from '../store/commands.ts'
import { clearSetAssignment, storeSetAssignment, storeSetForAllDevices } from '../store/declaration-sets.ts'
import { type EnrollmentRecord, retrieveEnrollment } from '../store/enrollments.ts'
import { giveUpCommand } from '../store/give-up-command.ts'
import { storeReassignment } from '../store/reassignments.ts'
import { retrieveInventory } from '../store/results.ts'
import type { Sql } from '../store/sql.ts'
import {
  type DeclarationStanding,
  getDeclarationStates,
  getStatusItems,
  type StatusItems,
} from './declaration-standing.ts'
import { declareSet, withdrawSet } from './declare-set.ts'
import { encryptProfileFor } from './encrypt-profile-for.ts'
import { endEnrollment, releaseEnrollment } from './end-enrollment.ts'
import {
  getInvitationState,
  type Invitation,
  type InvitationRequest,
  type InvitationState,
  invite,
} from './invite.ts'
import {
  type AccountInvitation,
  type AccountInvitationRequest,
  endBegunInvitations,
  inviteByAccount,
  inviteByAccountCode,
  refuseInvitation,
  revokeTokens,
} from './invite-by-account.ts'
import { type CommandPage, listCommands } from './list-commands.ts'
import type { MdmContext } from './mdm-context.ts'
import { type QueueOptions, queueCommand } from './queue-command.ts'
import { isUuid } from './random-uuid.ts'
import { getAssetReference, putAsset } from './serve-asset.ts'

/**
 * What the portal asks of the MDM server, alone or as part of its own transaction.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export interface MdmOperations {
  /** A link for 15 minutes and one Mac. */
  invite(request: InvitationRequest): Promise<Invitation>
  /** What somebody gets who has signed in on a Mac: a token that fetches its profile within half an hour. */
  inviteByAccount(request: AccountInvitationRequest): Promise<AccountInvitation>
  /** The same for OAuth 2: a code for a minute. */
  inviteByAccountCode(request: AccountInvitationRequest): Promise<{ invitationId: string; code: string }>
  /**
   * Ends every token and every invitation that was not used yet, of a person or one invitation; gives how many tokens.
   * Macs that are enrolled stay so.
   */
  revokeAccountTokens(whom: { personId: string } | { invitationId: string }): Promise<number>
  /** Ends what a person has begun and no Mac has enrolled with yet, but for this one invitation. */
  endBegunInvitations(whose: { personId: string; but: string }): Promise<void>
  /** Ends an invitation because the Mac that came with it is not admitted. */
  refuseInvitation(invitationId: string): Promise<void>
  /** Null when there never was such an invitation. */
  invitationState(invitationId: string): Promise<InvitationState | null>
  /** Throws CommandForbiddenError, whose code says why the enrollment can not be asked this. */
  queue(
    enrollmentId: string,
    request: CommandBody,
    options?: QueueOptions,
  ): Promise<{ commandUuid: string; duplicate: boolean }>
  /** False when the command was sent already. */
  cancel(commandUuid: string): Promise<boolean>
  /** Takes back a command that may have been sent already; false when it was answered. */
  giveUp(commandUuid: string): Promise<boolean>
  /**
   * Takes back all that this channel was not sent yet, or only that one; gives how many. Unlike after cancel, the
   * portal hears of each as Cancelled.
   */
  cancelAll(enrollmentId: string, only?: string): Promise<number>
  commandState(commandUuid: string): Promise<CommandStateRow | null>
  /**
   * What is queued for one channel and what became of the rest, newest first: what waits by the moment of asking, then
   * what is over by the moment of its end. Pass `next` on as `before` for the page after it.
   */
  listCommands(enrollmentId: string, page: { limit: number; before?: string }): Promise<CommandPage>
  inventory(enrollmentId: string, kind: string): Promise<{ data: unknown; collectedAt: Date } | null>
  enrollment(enrollmentId: string): Promise<EnrollmentRecord | null>
  /** Gives the profile signed, its payloads encrypted so that only this Mac can read them: for buildInstallProfile. */
  encryptProfileFor(enrollmentId: string, profile: Uint8Array): Promise<Uint8Array>
  /** Asks the Mac to remove its enrollment profile, before all else. Throws CommandForbiddenError. */
  end(
    enrollmentId: string,
    options?: Pick<QueueOptions, 'idempotencyKey'>,
  ): Promise<{ commandUuid: string; duplicate: boolean }>
  /** Lets go of a Mac that will not answer any more, without asking it; false when it was not enrolled. */
  release(enrollmentId: string): Promise<boolean>
  /**
   * Makes the enrollment another person's: they may enroll the Mac anew, and whoever had it may not. Tokens of who signed
   * in on it end; keys stay. False when it is not enrolled.
   */
  reassign(enrollmentId: string, personId: string): Promise<boolean>
  /**
   * Makes a named set hold exactly these declarations; Macs that have it hear of it within seconds. Throws
   * InvalidDeclarationError, and then nothing has changed.
   */
  declare(setName: string, declarations: readonly Declaration[]): Promise<void>
  /** Does away with a set: every Mac that has it drops what was in it. */
  withdrawDeclarations(setName: string): Promise<void>
  /** False when the channel has the set already, or is not enrolled. */
  assignDeclarations(enrollmentId: string, setName: string): Promise<boolean>
  /** False when the channel does not have the set. */
  unassignDeclarations(enrollmentId: string, setName: string): Promise<boolean>
  /** What a channel is told of and what its Mac makes of it; null when there is no such channel. */
  declarationStates(enrollmentId: string): Promise<DeclarationStanding[] | null>
  /** What a Mac said of itself without being asked. */
  statusItems(enrollmentId: string): Promise<StatusItems>
  /** Switches declarations on for a Mac that has just enrolled, if its macOS knows them. */
  switchOnDeclarations(enrollmentId: string): Promise<void>
  /** Keeps a file for declarations to refer to. Throws InvalidAssetError. */
  putAsset(asset: { contentType: string; content: Uint8Array }): Promise<string>
  /** The Reference of an asset declaration for a kept file; null when there is none. */
  assetReference(assetId: string): Promise<JsonObject | null>
}

/**
 * The operations, each running on the given connection.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export function createMdmOperations(context: MdmContext, sql: Sql): MdmOperations {
  return {
    invite: (request) => invite(context, sql, request),
    inviteByAccount: (request) => inviteByAccount(context, sql, request),
    inviteByAccountCode: (request) => inviteByAccountCode(context, sql, request),
    revokeAccountTokens: (whom) => revokeTokens(context, sql, whom),
    endBegunInvitations: (whose) => endBegunInvitations(context, sql, whose),
    refuseInvitation: (invitationId) => refuseInvitation(context, sql, invitationId),
    invitationState: (invitationId) => getInvitationState(context, sql, invitationId),
    queue: (enrollmentId, request, options) => queueCommand(context, sql, enrollmentId, request, options),
    cancel: async (id) => isUuid(id) && (await cancelQueuedCommand(sql, id, context.clock())),
    giveUp: async (id) => isUuid(id) && (await giveUpCommand(sql, id, context.clock())),
    cancelAll: (enrollmentId, only) => cancelQueuedCommands(sql, enrollmentId, context.clock(), only),
    listCommands: (enrollmentId, page) => listCommands(sql, enrollmentId, page),
    commandState: async (id) => (isUuid(id) ? retrieveCommandState(sql, id) : null),
    inventory: (enrollmentId, kind) => retrieveInventory(sql, enrollmentId, kind),
    enrollment: (enrollmentId) => retrieveEnrollment(sql, enrollmentId),
    encryptProfileFor: (enrollmentId, profile) => encryptProfileFor(context, sql, enrollmentId, profile),
    end: (enrollmentId, options) => endEnrollment(context, sql, enrollmentId, options),
    release: (enrollmentId) => releaseEnrollment(context, sql, enrollmentId),
    reassign: async (id, personId) =>
      isUuid(personId) && (await storeReassignment(sql, id, personId, context.clock())),
    declare: (setName, declarations) => declareSet(context, sql, setName, declarations),
    withdrawDeclarations: (setName) => withdrawSet(context, sql, setName),
    assignDeclarations: (id, setName) => storeSetAssignment(sql, id, setName, context.clock()),
    unassignDeclarations: (id, setName) => clearSetAssignment(sql, id, setName, context.clock()),
    declarationStates: (enrollmentId) => getDeclarationStates(sql, enrollmentId),
    statusItems: (enrollmentId) => getStatusItems(sql, enrollmentId),
    async switchOnDeclarations(enrollmentId) {
      await storeSetForAllDevices(sql, statusSetName, enrollmentId, context.clock())
    },
    putAsset: (asset) => putAsset(context, sql, asset),
    assetReference: (assetId) => getAssetReference(context, sql, assetId),
  }
}
