import { describe, expect, it } from 'vitest'
import { accessRight, allAccessRights, personalMacAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import { type Capability, canDo, capabilities, requestTypeOf } from '#lib/mdm/protocol/capability.ts'
import { judgeProfilePayloads } from '#lib/mdm/protocol/payload-policy.ts'

const allowed = (subject: Parameters<typeof canDo>[0]) =>
  capabilities.filter((capability) => canDo(subject, capability).allowed)

describe('canDo', () => {
  it('never touches a personal Mac in user enrollment, whatever rights are claimed', () => {
    const never: Capability[] = [
      'lock',
      'erase',
      'restart',
      'shutDown',
      'inventory',
      'removeApplication',
      'rotateFileVaultKey',
      'escrowFileVaultKey',
      'serialNumber',
      'setRecoveryLock',
      'enforceSoftwareUpdate',
    ]
    for (const accessRights of [0, allAccessRights]) {
      for (const capability of never) {
        expect(canDo({ enrollmentType: 'user', accessRights }, capability)).toEqual({
          allowed: false,
          code: 'not_in_user_enrollment',
        })
      }
    }
  })

  it('still manages profiles, packages and posture there', () => {
    expect(allowed({ enrollmentType: 'user', accessRights: 0 })).toEqual([
      'managedInventory',
      'installApplication',
      'installPackage',
      'installProfile',
      'removeProfile',
      'listProfiles',
      'listCertificates',
      'deviceInformation',
      'securityInformation',
      'declarativeManagement',
    ])
  })

  it('does everything but set-up on a Mac enrolled by profile, and everything on a company Mac', () => {
    const setup = ['setupAdministrator', 'finishSetup']
    expect(allowed({ enrollmentType: 'automated', accessRights: allAccessRights })).toEqual(capabilities)
    expect(allowed({ enrollmentType: 'device', accessRights: allAccessRights })).toEqual(
      capabilities.filter((capability) => !setup.includes(capability)),
    )
    expect(canDo({ enrollmentType: 'device', accessRights: allAccessRights }, 'finishSetup')).toEqual({
      allowed: false,
      code: 'only_automated_enrollment',
    })
  })

  it('respects the rights that a personal Mac did not grant', () => {
    const subject = { enrollmentType: 'device', accessRights: personalMacAccessRights } as const
    for (const capability of ['lock', 'erase', 'restart', 'shutDown'] as const) {
      expect(canDo(subject, capability)).toEqual({ allowed: false, code: 'access_right_missing' })
    }
    expect(canDo(subject, 'inventory')).toEqual({ allowed: true })
    expect(canDo({ ...subject, accessRights: accessRight.lock }, 'lock')).toEqual({ allowed: true })
  })

  it('names the command behind each', () => {
    expect(requestTypeOf('lock')).toBe('DeviceLock')
    expect(requestTypeOf('shutDown')).toBe('ShutDownDevice')
  })
})

describe('judgeProfilePayloads', () => {
  const types = [
    'com.apple.wifi.managed',
    'com.apple.MCX.FileVault2',
    'com.example.app',
    'com.apple.MCX.FileVault2',
  ]

  it('names once each payload that a user enrollment would not take', () => {
    expect(judgeProfilePayloads(types, 'user')).toEqual({
      forbidden: ['com.apple.MCX.FileVault2', 'com.example.app'],
    })
  })

  it('forbids nothing in the other enrollments', () => {
    expect(judgeProfilePayloads(types, 'device')).toEqual({ forbidden: [] })
    expect(judgeProfilePayloads(types, 'automated')).toEqual({ forbidden: [] })
  })
})
