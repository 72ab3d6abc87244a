import { X509Certificate } from 'node:crypto'
import { encryptTo } from '../../pki/enveloped-data.ts'
import type { Machine } from '../machine.ts'
import { decodePlist, type PlistDict } from '../plist.ts'
import { plistField } from '../plist-field.ts'
import { recoveryKeyOf } from '../recovery-key.ts'
import { answer, type CommandHandler } from './command-handler.ts'

type Escrow = { certificate: X509Certificate; deviceKey: string | null }

/** FileVault keys are escrowed once a profile names the certificate to encrypt them to. */
function findEscrow(machine: Machine): Escrow | null {
  for (const { contentBase64 } of machine.state.profiles) {
    const payloads = plistField.dicts(decodePlist(Buffer.from(contentBase64, 'base64')), 'PayloadContent')
    const escrow = payloads.find((item) => item.PayloadType === 'com.apple.security.FDERecoveryKeyEscrow')
    const wanted = escrow && plistField.text(escrow, 'EncryptCertPayloadUUID')
    const holder = payloads.find((item) => wanted && item.PayloadUUID === wanted)
    const certificate = holder && plistField.data(holder, 'PayloadContent')
    if (escrow && certificate) {
      return {
        certificate: new X509Certificate(certificate),
        deviceKey: plistField.text(escrow, 'DeviceKey'),
      }
    }
  }
  return null
}

function fileVault(machine: Machine): PlistDict {
  const escrow = findEscrow(machine)
  const { hardware } = machine.state
  return {
    FDE_Enabled: true,
    FDE_HasPersonalRecoveryKey: true,
    FDE_HasInstitutionalRecoveryKey: false,
    ...(escrow && {
      FDE_PersonalRecoveryKeyCMS: encryptTo(escrow.certificate, Buffer.from(recoveryKeyOf(hardware.seed))),
      FDE_PersonalRecoveryKeyDeviceKey: escrow.deviceKey ?? hardware.serialNumber,
    }),
  }
}

const firewall = { FirewallEnabled: true, BlockAllIncoming: false, StealthMode: true, LoggingEnabled: true }

/** SecurityInfo; a user enrolment sees the posture and nothing that could open the Mac. */
export const securityInfo: CommandHandler = ({ machine }) => {
  const isUser = machine.state.enrollment?.mode === 'user'
  const forAll = {
    SystemIntegrityProtectionEnabled: true,
    FirewallSettings: isUser ? firewall : { ...firewall, Applications: [] },
    FirmwarePasswordStatus: { PasswordExists: false, ChangePending: false, AllowOroms: false },
    ManagementStatus: {
      EnrolledViaDEP: false,
      UserApprovedEnrollment: true,
      IsUserEnrollment: isUser,
      IsActivationLockManageable: !isUser,
    },
    SecureBoot: {
      SecureBootLevel: 'full',
      ExternalBootLevel: 'not supported',
      ReducedSecurity: { AllowsAnyAppleSignedOS: false, AllowsUserKextApproval: false, AllowsMDM: false },
    },
    AuthenticatedRootVolumeEnabled: true,
  }
  if (isUser) return answer.acknowledged({ SecurityInfo: { FDE_Enabled: true, ...forAll } })
  return answer.acknowledged({
    SecurityInfo: {
      ...fileVault(machine),
      ...forAll,
      RemoteDesktopEnabled: false,
      BootstrapTokenAllowedForAuthentication: 'allowed',
      BootstrapTokenRequiredForSoftwareUpdate: true,
      BootstrapTokenRequiredForKernelExtensionApproval: true,
      IsRecoveryLockEnabled: false,
    },
  })
}
