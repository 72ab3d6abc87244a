/**
 * What stood in the way, as a key for words. Each has one next step for the person who asked.
 * Source: Apple, "Mobile Device Management Protocol Reference" (Error Codes)
 */
export const errorReasons = [
  'not_understood',
  'right_missing',
  'automated_enrollment_needed',
  'profile_not_there',
  'profile_malformed',
  'profile_unacceptable',
  'profile_in_the_way',
  'certificate_unusable',
  'certificate_not_issued',
  'no_connection',
  'connection_untrusted',
  'no_space',
  'license_missing',
  'store_sign_in_needed',
  'app_not_managed',
  'package_refused',
  'declined_by_person',
  'account_not_found',
  'account_in_use',
  'password_wrong',
] as const

/**
 * One of them.
 * Source: Apple, "Mobile Device Management Protocol Reference" (Error Codes)
 */
export type ErrorReason = (typeof errorReasons)[number]

/** Codes of a domain: single ones, and ranges of which both ends belong to it. */
type Codes = readonly (number | readonly [number, number])[]

// Apple says that the numbers may change, so only those whose meaning stayed over the years are here. A Mac names the
// domain of its MDM client MCMDMErrorDomain, MDMErrorDomain or, for refusals of its own, MDMClientError.
const mdmCodes: readonly [ErrorReason, Codes][] = [
  ['right_missing', [12_000, 12_007, 12_020]],
  ['not_understood', [12_008, 12_021]],
  ['profile_not_there', [12_013, 12_075]],
  ['profile_in_the_way', [12_009, 12_012]],
  ['license_missing', [12_026, 12_035, 12_047, 12_064]],
  ['store_sign_in_needed', [12_040]],
  ['app_not_managed', [12_029, 12_038]],
  ['package_refused', [12_024, 12_030, [12_032, 12_034]]],
  ['no_space', [12_054, 12_060]],
  ['no_connection', [12_056]],
  ['declined_by_person', [12_063]],
  ['account_not_found', [12_071]],
  ['account_in_use', [12_072]],
]

// NSURLErrorDomain and CFNetwork share these numbers.
const networkCodes: readonly [ErrorReason, Codes][] = [
  ['no_connection', [-1001, [-1006, -1003], -1009]],
  ['connection_untrusted', [[-1206, -1200]]],
  ['package_refused', [-1011, -1100, -1102]],
]

/**
 * What the numbers of each domain mean.
 * Source: Apple, "Mobile Device Management Protocol Reference" (Error Codes); NSURLError.h; CFNetworkErrors.h;
 * FoundationErrors.h; sys/errno.h; answers of Macs that operators published
 */
export const errorTable: Readonly<Record<string, readonly [ErrorReason, Codes][]>> = {
  MCMDMErrorDomain: mdmCodes,
  MDMErrorDomain: mdmCodes,
  MDMClientError: [
    ['password_wrong', [70]],
    ['automated_enrollment_needed', [74]],
    ['profile_not_there', [89]],
    ['not_understood', [91]],
    ['profile_in_the_way', [96]],
  ],
  MCProfileErrorDomain: [
    ['certificate_unusable', [1006]],
    ['profile_malformed', [[1000, 1005], 1007, 1008, 1010]],
  ],
  MCPayloadErrorDomain: [['profile_malformed', [[2000, 2004]]]],
  MCInstallationErrorDomain: [
    ['profile_malformed', [4000, 4002, 4007, 4011]],
    ['declined_by_person', [4004]],
    ['profile_in_the_way', [4008, 4010, 4012, 4015]],
    ['profile_unacceptable', [4022, 4023, 4025]],
    ['profile_not_there', [4024]],
  ],
  MCChaperoneErrorDomain: [['automated_enrollment_needed', [29_000]]],
  MCPasscodeErrorDomain: [['password_wrong', [5011]]],
  ROSLockoutServiceDaemonErrorDomain: [['password_wrong', [8]]],
  MCCertificateErrorDomain: [['certificate_unusable', [[9000, 9006]]]],
  MCSCEPErrorDomain: [
    ['no_connection', [22_005]],
    ['certificate_not_issued', [[22_000, 22_013]]],
  ],
  MCHTTPTransactionErrorDomain: [
    ['no_connection', [23_001]],
    ['connection_untrusted', [23_002]],
  ],
  NSURLErrorDomain: networkCodes,
  kCFErrorDomainCFNetwork: networkCodes,
  // 28 no space; 50 to 65 the network, or the other end of it.
  NSPOSIXErrorDomain: [
    ['no_space', [28]],
    ['no_connection', [[50, 54], 57, 60, 61, 64, 65]],
  ],
  NSCocoaErrorDomain: [['no_space', [640]]],
  // 100 to 110: the package, its signature, or what it says of itself.
  PKInstallErrorDomain: [['package_refused', [[100, 110]]]],
}
