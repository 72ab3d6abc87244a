import type { Sql } from './sql.ts'

/**
 * What DeviceInformation said of a Mac; null leaves what was known before.
 * Source: mdm/commands/information.device.yaml (QueryResponses)
 */
export type EnrollmentFacts = {
  supervised: boolean | null
  appleSilicon: boolean | null
  awaitingConfiguration: boolean | null
  deviceName: string | null
  model: string | null
  modelName: string | null
  productName: string | null
  osVersion: string | null
  buildVersion: string | null
}

/**
 * Carries a Mac's own answers into the row of its enrollment; no write when nothing is new.
 * Source: mdm/commands/information.device.yaml (QueryResponses)
 */
export async function storeEnrollmentFacts(
  sql: Sql,
  enrollmentId: string,
  facts: EnrollmentFacts,
): Promise<void> {
  await sql`
    UPDATE mdm_enrollment e SET supervised = told.supervised, apple_silicon = told.apple_silicon,
      awaiting_configuration = told.awaiting, device_name = told.device_name, model = told.model,
      model_name = told.model_name, product_name = told.product_name, os_version = told.os_version,
      build_version = told.build_version
    FROM (
      SELECT id, coalesce(${facts.supervised}::boolean, supervised) AS supervised,
        coalesce(${facts.appleSilicon}::boolean, apple_silicon) AS apple_silicon,
        coalesce(${facts.awaitingConfiguration}::boolean, awaiting_configuration) AS awaiting,
        coalesce(${facts.deviceName}::text, device_name) AS device_name, coalesce(${facts.model}::text, model) AS model,
        coalesce(${facts.modelName}::text, model_name) AS model_name,
        coalesce(${facts.productName}::text, product_name) AS product_name,
        coalesce(${facts.osVersion}::text, os_version) AS os_version,
        coalesce(${facts.buildVersion}::text, build_version) AS build_version
      FROM mdm_enrollment WHERE id = ${enrollmentId}::text
    ) told
    WHERE e.id = told.id AND (e.supervised, e.apple_silicon, e.awaiting_configuration, e.device_name, e.model,
      e.model_name, e.product_name, e.os_version, e.build_version) IS DISTINCT FROM (told.supervised,
      told.apple_silicon, told.awaiting, told.device_name, told.model, told.model_name, told.product_name,
      told.os_version, told.build_version)
    RETURNING e.id`
}
