import type { CommandBody } from '../commands.ts'
import { InvalidCommandError } from '../errors.ts'
import { buildCommand } from './build-command.ts'

/**
 * Asks the person at the Mac to join the organization's licences for apps. For the user channel.
 *
 * invitationUrl   from Apps and Books, with the person's invitation code in it
 * throws          InvalidCommandError for another address than https.
 * spec            mdm/commands/application.invitetoprogram.yaml
 */
export function buildInviteToProgram(invitationUrl: string): CommandBody {
  if (!URL.canParse(invitationUrl) || new URL(invitationUrl).protocol !== 'https:') {
    throw new InvalidCommandError('an invitation has an https address')
  }
  return buildCommand('InviteToProgram', { ProgramID: 'com.apple.cloudvpp', InvitationURL: invitationUrl })
}
