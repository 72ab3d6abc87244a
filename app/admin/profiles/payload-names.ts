import { getTranslations } from 'next-intl/server'

/** Payload types that have a name in words under admin-profiles.payload. */
const keys: Record<string, string> = {
  'com.apple.wifi.managed': 'wifi',
  'com.apple.vpn.managed': 'vpn',
  'com.apple.vpn.managed.applayer': 'vpn',
  'com.apple.security.root': 'certificate',
  'com.apple.security.pem': 'certificate',
  'com.apple.security.pkcs1': 'certificate',
  'com.apple.security.pkcs12': 'identity',
  'com.apple.security.scep': 'identity',
  'com.apple.security.acme': 'identity',
  'com.apple.MCX.FileVault2': 'file_vault',
  'com.apple.security.FDERecoveryKeyEscrow': 'recovery_key',
  'com.apple.security.firewall': 'firewall',
  'com.apple.mobiledevice.passwordpolicy': 'passcode',
  'com.apple.applicationaccess': 'restrictions',
  'com.apple.screensaver': 'screen_saver',
  'com.apple.loginwindow': 'login_window',
  'com.apple.SoftwareUpdate': 'software_update',
  'com.apple.TCC.configuration-profile-policy': 'privacy',
  'com.apple.system-extension-policy': 'system_extensions',
  'com.apple.syspolicy.kernel-extension-policy': 'kernel_extensions',
  'com.apple.systempolicy.control': 'gatekeeper',
  'com.apple.servicemanagement': 'background_items',
  'com.apple.loginitems.managed': 'login_items',
  'com.apple.notificationsettings': 'notifications',
  'com.apple.dock': 'dock',
  'com.apple.font': 'font',
  'com.apple.webClip.managed': 'web_clip',
  'com.apple.extensiblesso': 'single_sign_on',
  'com.apple.mail.managed': 'mail',
  'com.apple.ews.account': 'exchange',
  'com.apple.caldav.account': 'calendar',
  'com.apple.carddav.account': 'contacts',
  'com.apple.ldap.account': 'directory',
  'com.apple.DirectoryService.managed': 'directory',
  'com.apple.airprint': 'printing',
  'com.apple.mcxprinting': 'printing',
  'com.apple.dnsSettings.managed': 'dns',
  'com.apple.webcontent-filter': 'content_filter',
  'com.apple.ManagedClient.preferences': 'preferences',
}

/** What payloads are about, each subject once: in the reader's words, or Apple's type where there are none. */
export async function payloadNames(types: readonly string[]): Promise<string[]> {
  const t = await getTranslations('admin-profiles.payload')
  const names = types.map((type) => {
    const key = Object.hasOwn(keys, type) ? keys[type] : undefined
    return key ? t(key) : type
  })
  return [...new Set(names)]
}
