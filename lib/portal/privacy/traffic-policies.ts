/** Policies that lead the traffic of the whole Mac through something of the company's, which can look at it. */
export const trafficPayloads = [
  'com.apple.vpn.managed',
  'com.apple.dnsProxy.managed',
  'com.apple.dnsSettings.managed',
  'com.apple.proxy.http.global',
  'com.apple.relay.managed',
  'com.apple.SystemConfiguration',
] as const

export const trafficDeclarations = [
  'com.apple.configuration.network.dns-proxy',
  'com.apple.configuration.network.dns-settings',
  'com.apple.configuration.network.relay',
  'com.apple.configuration.network.vpn.ikev2',
  'com.apple.configuration.network.vpn.ipsec',
  'com.apple.configuration.network.vpn.vpn-plugin',
] as const

/** The same for the apps that they name only. */
export const workTrafficPayloads = [
  'com.apple.vpn.managed.applayer',
  'com.apple.vpn.managed.appmapping',
] as const
