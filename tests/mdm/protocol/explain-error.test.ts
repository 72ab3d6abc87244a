import { describe, expect, it } from 'vitest'
import { explainError } from '#lib/mdm/protocol/explain-error.ts'
import { errorReasons, errorTable } from '#lib/mdm/protocol/explain-error-table.ts'

const entry = (ErrorDomain: unknown, ErrorCode: unknown) => ({ ErrorDomain, ErrorCode })

describe('the reason of a refusal', () => {
  it.each([
    ['RestartDevice', 'MCMDMErrorDomain', 12_021, 'not_understood'],
    ['SecurityInfo', 'MCMDMErrorDomain', 12_007, 'right_missing'],
    ['ScheduleOSUpdate', 'MDMClientError', 74, 'automated_enrollment_needed'],
    ['RemoveProfile', 'MDMClientError', 89, 'profile_not_there'],
    ['RemoveProfile', 'MDMErrorDomain', 12_075, 'profile_not_there'],
    ['InstallProfile', 'MCProfileErrorDomain', 1003, 'profile_malformed'],
    ['InstallProfile', 'MCInstallationErrorDomain', 4023, 'profile_unacceptable'],
    ['InstallProfile', 'MDMClientError', 96, 'profile_in_the_way'],
    ['InstallProfile', 'MCCertificateErrorDomain', 9000, 'certificate_unusable'],
    ['InstallProfile', 'MCSCEPErrorDomain', 22_013, 'certificate_not_issued'],
    ['InstallProfile', 'MCSCEPErrorDomain', 22_005, 'no_connection'],
    ['InstallEnterpriseApplication', 'NSURLErrorDomain', -1009, 'no_connection'],
    ['InstallEnterpriseApplication', 'NSURLErrorDomain', -1202, 'connection_untrusted'],
    ['InstallEnterpriseApplication', 'NSPOSIXErrorDomain', 28, 'no_space'],
    ['InstallApplication', 'MCMDMErrorDomain', 12_064, 'license_missing'],
    ['InstallApplication', 'MCMDMErrorDomain', 12_023, 'license_missing'],
    ['DeviceLock', 'MCMDMErrorDomain', 12_023, 'unknown'],
    ['InstallApplication', 'MCMDMErrorDomain', 12_040, 'store_sign_in_needed'],
    ['RemoveApplication', 'MCMDMErrorDomain', 12_038, 'app_not_managed'],
    ['InstallEnterpriseApplication', 'PKInstallErrorDomain', 100, 'package_refused'],
    ['InstallApplication', 'MCMDMErrorDomain', 12_063, 'declined_by_person'],
    ['DeleteUser', 'MCMDMErrorDomain', 12_071, 'account_not_found'],
    ['DeleteUser', 'MCMDMErrorDomain', 12_072, 'account_in_use'],
    ['SetRecoveryLock', 'ROSLockoutServiceDaemonErrorDomain', 8, 'password_wrong'],
  ])('of %s with %s %i is %s', (requestType, domain, code, reason) => {
    expect(explainError(requestType, [entry(domain, code)])).toEqual({ reason, domain, code })
  })

  it('is looked for behind an entry that only says that it failed', () => {
    const chain = [
      entry('MCInstallationErrorDomain', 4001),
      entry('MCSCEPErrorDomain', 22_013),
      entry('NSURLErrorDomain', -1001),
    ]
    expect(explainError('InstallProfile', chain)).toEqual({
      reason: 'certificate_not_issued',
      domain: 'MCSCEPErrorDomain',
      code: 22_013,
    })
  })

  it('is unknown, with the outermost place, where nothing is known', () => {
    expect(explainError('InstallProfile', [entry('ExampleDomain', 7), entry('Other', 8)])).toEqual({
      reason: 'unknown',
      domain: 'ExampleDomain',
      code: 7,
    })
    expect(explainError(null, [])).toEqual({ reason: 'unknown', domain: null, code: null })
  })

  it('stays unknown for chains that are no chains', () => {
    for (const bad of [entry(1, 'x'), entry('constructor', 1), entry('MCMDMErrorDomain', '12021'), {}]) {
      expect(explainError('InstallProfile', [bad]).reason).toBe('unknown')
    }
  })

  it('has no key that no answer leads to', () => {
    const reached = new Set(Object.values(errorTable).flatMap((codes) => codes.map(([reason]) => reason)))
    expect([...reached].sort()).toEqual([...errorReasons].sort())
  })
})
