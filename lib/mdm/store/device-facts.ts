import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * What a Mac says of itself when it authenticates.
 * Source: mdm/checkin/authenticate.yaml
 */
export type DeviceFacts = {
  serialNumber: string | null
  model: string
  modelName: string
  deviceName: string
  productName: string | null
  osVersion: string | null
  buildVersion: string | null
}

/**
 * Keeps what an authenticated Mac says of itself.
 * Source: mdm/checkin/authenticate.yaml
 */
export async function storeDeviceFacts(sql: Sql, id: string, facts: DeviceFacts, now: Date): Promise<void> {
  await sql`
    UPDATE mdm_enrollment SET serial_number = ${facts.serialNumber}::text, model = ${facts.model}::text,
      model_name = ${facts.modelName}::text, device_name = ${facts.deviceName}::text,
      product_name = ${facts.productName}::text, os_version = ${facts.osVersion}::text,
      build_version = ${facts.buildVersion}::text, last_seen_at = ${instant(now)}::text::timestamptz
    WHERE id = ${id}::text AND status = 'authenticated'
    RETURNING id`
}
