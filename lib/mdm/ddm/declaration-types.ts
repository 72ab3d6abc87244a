import { accountTypes } from './schema/account-types.ts'
import { appTypes } from './schema/app-types.ts'
import type { DeclarationType } from './schema/declaration-type.ts'
import { experienceTypes } from './schema/experience-types.ts'
import { furtherTypes } from './schema/further-types.ts'
import { securityTypes } from './schema/security-types.ts'
import { systemTypes } from './schema/system-types.ts'

/**
 * Every declaration type that a Mac may know, up to macOS 27.
 * Source: declarative/declarations/*
 */
export const declarationTypes: ReadonlyMap<string, DeclarationType> = new Map(
  Object.entries({
    ...accountTypes,
    ...appTypes,
    ...experienceTypes,
    ...furtherTypes,
    ...securityTypes,
    ...systemTypes,
  }),
)
