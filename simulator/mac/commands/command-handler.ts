import type { Channel } from '../mac-state.ts'
import type { Machine } from '../machine.ts'
import type { MdmClient } from '../mdm-client.ts'
import type { PlistDict } from '../plist.ts'

export type CommandStatus = 'Acknowledged' | 'Error' | 'CommandFormatError' | 'NotNow'

export type CommandOutcome = {
  status: CommandStatus
  response: PlistDict
  /** Done once the server has taken the answer: downloads, locks, restarts. */
  afterwards?: () => void | Promise<void>
}

export type CommandJob = {
  machine: Machine
  client: MdmClient
  channel: Channel
  commandUuid: string
  /** What stands below Command: RequestType and its parameters. */
  command: PlistDict
}

export type CommandHandler = (job: CommandJob) => CommandOutcome | Promise<CommandOutcome>

/** The answers a Mac can give. */
export const answer = {
  acknowledged: (response: PlistDict = {}, afterwards?: CommandOutcome['afterwards']): CommandOutcome => {
    return { status: 'Acknowledged', response, afterwards }
  },
  failed: (code: number, description: string, domain = 'MCMDMErrorDomain'): CommandOutcome => ({
    status: 'Error',
    response: { ErrorChain: [errorLink(code, domain, description)] },
  }),
  malformed: (code: number, description: string): CommandOutcome => ({
    status: 'CommandFormatError',
    response: { ErrorChain: [errorLink(code, 'MCMDMErrorDomain', description)] },
  }),
  notNow: (): CommandOutcome => ({ status: 'NotNow', response: {} }),
}

function errorLink(code: number, domain: string, description: string): PlistDict {
  return {
    ErrorCode: code,
    ErrorDomain: domain,
    LocalizedDescription: description,
    USEnglishDescription: description,
  }
}
