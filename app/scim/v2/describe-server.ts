import { groupAttributes } from '#lib/portal/directory/group-attributes.ts'
import { mostResults } from '#lib/portal/directory/schema.ts'
import { enterpriseSchema, groupSchema, userSchema } from '#lib/portal/directory/schema-names.ts'
import { enterpriseAttributes, userAttributes } from '#lib/portal/directory/user-attributes.ts'

const core = 'urn:ietf:params:scim:schemas:core:2.0'

/** RFC 7643 section 5 */
export function serviceProviderConfig(base: string) {
  return {
    schemas: [`${core}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostResults },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token of Zelf that was made for the directory (scope scim)',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

/** RFC 7643 section 6 */
export function resourceTypes(base: string) {
  const type = (name: 'User' | 'Group', schema: string, schemaExtensions: unknown[]) => ({
    schemas: [`${core}:ResourceType`],
    ...{ id: name, name, endpoint: `/${name}s`, schema, schemaExtensions },
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  })
  return [
    type('User', userSchema, [{ schema: enterpriseSchema, required: false }]),
    type('Group', groupSchema, []),
  ]
}

/** RFC 7643 section 7 */
export function schemas(base: string) {
  const schema = (id: string, name: string, description: string, attributes: readonly unknown[]) => ({
    schemas: [`${core}:Schema`],
    ...{ id, name, description, attributes },
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  })
  return [
    schema(userSchema, 'User', 'A person', userAttributes),
    schema(enterpriseSchema, 'EnterpriseUser', 'A person of a company', enterpriseAttributes),
    schema(groupSchema, 'Group', 'A group of people', groupAttributes),
  ]
}
