const allowedInUserEnrollment: ReadonlySet<string> = new Set([
  'com.apple.ADCertificate.managed',
  'com.apple.DirectoryService.managed',
  'com.apple.airplay',
  'com.apple.airprint',
  'com.apple.applicationaccess',
  'com.apple.associated-domains',
  'com.apple.caldav.account',
  'com.apple.carddav.account',
  'com.apple.configurationprofile.identification',
  'com.apple.education',
  'com.apple.ews.account',
  'com.apple.extensiblesso',
  'com.apple.fileproviderd',
  'com.apple.firstactiveethernet.managed',
  'com.apple.firstethernet.managed',
  'com.apple.font',
  'com.apple.globalethernet.managed',
  'com.apple.ldap.account',
  'com.apple.loginitems.managed',
  'com.apple.mail.managed',
  'com.apple.mdm',
  'com.apple.preference.users',
  'com.apple.secondactiveethernet.managed',
  'com.apple.secondethernet.managed',
  'com.apple.security.acme',
  'com.apple.security.certificatepreference',
  'com.apple.security.certificatetransparency',
  'com.apple.security.identitypreference',
  'com.apple.security.pem',
  'com.apple.security.pkcs1',
  'com.apple.security.pkcs12',
  'com.apple.security.root',
  'com.apple.security.scep',
  'com.apple.thirdactiveethernet.managed',
  'com.apple.thirdethernet.managed',
  'com.apple.vpn.managed.applayer',
  'com.apple.vpn.managed.appmapping',
  'com.apple.webClip.managed',
  'com.apple.wifi.managed',
])

/**
 * Says which payloads of a profile a Mac would refuse or ignore under its enrollment type. What Apple's list does
 * not name (custom preference domains) has no effect in a user enrollment either.
 *
 * returns  each forbidden type once, in the order given.
 * spec     mdm/profiles/*.yaml (userenrollment)
 */
export function judgeProfilePayloads(
  payloadTypes: readonly string[],
  enrollmentType: 'device' | 'user' | 'automated',
): { forbidden: string[] } {
  if (enrollmentType !== 'user') return { forbidden: [] }
  return { forbidden: [...new Set(payloadTypes)].filter((type) => !allowedInUserEnrollment.has(type)) }
}
