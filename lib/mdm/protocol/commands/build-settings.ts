import type { CommandBody } from '../commands.ts'
import { InvalidCommandError } from '../errors.ts'
import type { PlistDict } from '../plist.ts'
import { buildCommand } from './build-command.ts'
import type { Setting } from './command-keys.ts'

/**
 * Changes settings, each by its own item. The Mac answers for each item apart.
 *
 * throws   InvalidCommandError without items.
 * spec     mdm/commands/settings.yaml
 */
export function buildSettings(settings: Setting[]): CommandBody {
  return buildCommand('Settings', { Settings: settings })
}

/**
 * The name that the Mac shows.
 * Source: mdm/commands/settings.yaml (DeviceName)
 */
export function deviceNameSetting(name: string): Setting {
  if (name.trim() === '') throw new InvalidCommandError('a Mac without a name')
  return { Item: 'DeviceName', DeviceName: name }
}

/**
 * The name that the Mac has in the network: one label, or several with dots.
 * Source: mdm/commands/settings.yaml (HostName); RFC 1123 section 2.1
 */
export function hostNameSetting(name: string): Setting {
  const label = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/
  if (name.length > 253 || !name.split('.').every((part) => label.test(part))) {
    throw new InvalidCommandError('a host name that DNS does not allow')
  }
  return { Item: 'HostName', HostName: name }
}

/**
 * Bluetooth on or off.
 * Source: mdm/commands/settings.yaml (Bluetooth)
 */
export function bluetoothSetting(enabled: boolean): Setting {
  return { Item: 'Bluetooth', Enabled: enabled }
}

/**
 * Who manages the Mac, as apps may ask.
 * Source: mdm/commands/settings.yaml (OrganizationInfo)
 */
export function organizationSetting(organization: { name: string; email?: string; phone?: string }): Setting {
  const { name, email, phone } = organization
  return {
    Item: 'OrganizationInfo',
    OrganizationInfo: {
      OrganizationName: name,
      ...(email !== undefined && { OrganizationEmail: email }),
      ...(phone !== undefined && { OrganizationPhone: phone }),
    },
  }
}

/**
 * What management may do on the Mac by itself.
 * Source: mdm/commands/settings.yaml (MDMOptions)
 */
export function managementSetting(options: {
  activationLockAllowed?: boolean
  promptForBootstrapToken?: boolean
}): Setting {
  const { activationLockAllowed, promptForBootstrapToken } = options
  return {
    Item: 'MDMOptions',
    MDMOptions: {
      ...(activationLockAllowed !== undefined && {
        ActivationLockAllowedWhileSupervised: activationLockAllowed,
      }),
      ...(promptForBootstrapToken !== undefined && {
        PromptUserToAllowBootstrapTokenForAuthentication: promptForBootstrapToken,
      }),
    },
  }
}

/**
 * What a managed app finds in its managed configuration; without one the app's configuration is taken away.
 * Source: mdm/commands/settings.yaml (ApplicationConfiguration)
 */
export function applicationConfigurationSetting(
  bundleIdentifier: string,
  configuration?: PlistDict,
): Setting {
  if (bundleIdentifier === '') throw new InvalidCommandError('an app without an identifier')
  return {
    Item: 'ApplicationConfiguration',
    Identifier: bundleIdentifier,
    ...(configuration && { Configuration: configuration }),
  }
}
