export const organizationKey = 'organization'
export const logoKey = 'organization.logo'
