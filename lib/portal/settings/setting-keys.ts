export const organizationKey = 'organization'
export const logoKey = 'organization.logo'
export const retentionKey = 'retention'
