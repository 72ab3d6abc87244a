import { describe, expect, it } from 'vitest'
import { decodeCommandResult } from '#lib/mdm/protocol/decode-command-result.ts'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import { MalformedMessageError } from '#lib/mdm/protocol/errors.ts'
import type { PlistDict } from '#lib/mdm/protocol/plist.ts'

const decode = (dict: PlistDict) => decodeCommandResult(new TextEncoder().encode(encodePlist(dict)))
const refuses = (dict: PlistDict) => expect(() => decode(dict)).toThrow(MalformedMessageError)

describe('decodeCommandResult', () => {
  it('reads an idle poll', () => {
    expect(decode({ Status: 'Idle', UDID: 'M-1' })).toMatchObject({
      status: 'Idle',
      commandUuid: null,
      errorChain: [],
      enrollment: { id: 'M-1' },
    })
  })

  it('reads an answer with its keys', () => {
    const answer = {
      Status: 'Acknowledged',
      UDID: 'M-1',
      CommandUUID: 'c-1',
      QueryResponses: { OSVersion: '26.1' },
    }
    expect(decode(answer)).toMatchObject({ commandUuid: 'c-1', response: answer })
  })

  it('reads the chain of errors, outermost first', () => {
    const item = { ErrorCode: 12021, ErrorDomain: 'MCMDMErrorDomain', LocalizedDescription: 'Onbekend' }
    const result = decode({
      Status: 'Error',
      UDID: 'M-1',
      CommandUUID: 'c-1',
      ErrorChain: [{ ...item, USEnglishDescription: 'Unknown' }, item],
    })
    expect(result.errorChain).toEqual([
      {
        errorCode: 12021,
        errorDomain: 'MCMDMErrorDomain',
        localizedDescription: 'Onbekend',
        usEnglishDescription: 'Unknown',
      },
      {
        errorCode: 12021,
        errorDomain: 'MCMDMErrorDomain',
        localizedDescription: 'Onbekend',
        usEnglishDescription: null,
      },
    ])
  })

  it('keeps a bounded part of an endless chain', () => {
    const ErrorChain = Array.from({ length: 500 }, () => ({ ErrorCode: 1, ErrorDomain: 'x'.repeat(5000) }))
    const { errorChain } = decode({ Status: 'Error', UDID: 'M-1', CommandUUID: 'c', ErrorChain })
    expect(errorChain).toHaveLength(16)
    expect(errorChain[0]?.errorDomain).toHaveLength(255)
  })

  it('refuses an answer that names no command, an unknown status, and odd shapes', () => {
    for (const Status of ['Acknowledged', 'Error', 'CommandFormatError', 'NotNow'])
      refuses({ Status, UDID: 'M-1' })
    refuses({ Status: 'Done', UDID: 'M-1', CommandUUID: 'c' })
    refuses({ Status: 'constructor', UDID: 'M-1', CommandUUID: 'c' })
    refuses({ UDID: 'M-1' })
    refuses({ Status: 'Idle' })
    refuses({ Status: 'Error', UDID: 'M-1', CommandUUID: 'x'.repeat(129) })
    refuses({ Status: 'Error', UDID: 'M-1', CommandUUID: 'c', ErrorChain: 'none' })
    refuses({ Status: 'Error', UDID: 'M-1', CommandUUID: 'c', ErrorChain: ['none'] })
  })
})
