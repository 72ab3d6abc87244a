import { digestStatusReports } from './digest-status-reports.ts'
import type { MdmContext } from './mdm-context.ts'
import { createDeclarationSweep } from './sweep-declarations.ts'
import { createDeclarationSync } from './sync-declarations.ts'

/**
 * What has to be done about declarations without a Mac or a person asking.
 * Source: Apple, "Integrating declarative management"
 */
export interface DeclarationOffice {
  /** Files what Macs reported of themselves and of their declarations. */
  digestStatusReports(limit?: number): Promise<number>
  /** Tells Macs to look at their declarations where something changed; gives how many channels were looked at. */
  syncDeclarations(limit?: number): Promise<number>
  /** Switches declarations on where they are not, and drops what nobody needs any more: now and then. */
  sweepDeclarations(): Promise<void>
}

/**
 * Makes the jobs of one server.
 * Source: Apple, "Integrating declarative management"
 */
export function createDeclarationOffice(context: MdmContext): DeclarationOffice {
  return {
    digestStatusReports: (limit) => digestStatusReports(context, limit),
    syncDeclarations: createDeclarationSync(context),
    sweepDeclarations: createDeclarationSweep(context),
  }
}
