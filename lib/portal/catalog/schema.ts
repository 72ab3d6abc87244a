import { z } from 'zod'

export const appCategories = [
  'productivity',
  'communication',
  'design',
  'development',
  'security',
  'other',
] as const
export type AppCategory = (typeof appCategories)[number]

const shortText = (max: number) => z.string('required').trim().min(1, 'required').max(max, 'text_too_long')

/** A checkbox: absent when it is not ticked. */
const ticked = z
  .union([z.literal('on'), z.literal('true'), z.boolean()])
  .optional()
  .transform(Boolean)

export const appFields = z.object({
  name: shortText(100),
  publisher: shortText(100),
  category: z.enum(appCategories),
  summaryEn: shortText(200),
  summaryNl: shortText(200),
  descriptionEn: z.string().trim().max(10_000, 'text_too_long').default(''),
  descriptionNl: z.string().trim().max(10_000, 'text_too_long').default(''),
  approvalRequired: ticked,
  featured: ticked,
})

export const createAppInput = appFields.extend({
  /** The address of the app's page; made from the name when it is not given. */
  slug: z
    .string()
    .trim()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'slug_shape')
    .max(80, 'text_too_long')
    .optional(),
  /** A package that was received before becomes the app's first version. */
  packageId: z.uuid().optional(),
})
export type CreateAppInput = z.output<typeof createAppInput>

export const updateAppInput = appFields.extend({ appId: z.uuid() })
export type UpdateAppInput = z.output<typeof updateAppInput>

export const appIdInput = z.object({ appId: z.uuid() })
export type AppIdInput = z.output<typeof appIdInput>

export const setCurrentPackageInput = z.object({ appId: z.uuid(), packageId: z.uuid() })
export type SetCurrentPackageInput = z.output<typeof setCurrentPackageInput>

export const setIconInput = z.object({ appId: z.uuid(), icon: z.instanceof(File, { error: 'required' }) })
export type SetIconInput = z.output<typeof setIconInput>

/** What the list of apps may be narrowed by, as it stands in the address bar. Anything odd is passed over. */
export const appFilter = z.object({
  search: z.string().trim().max(200).optional().catch(undefined),
  category: z.enum(appCategories).optional().catch(undefined),
})
export type AppFilter = z.output<typeof appFilter>

export const catalogFilter = appFilter.extend({
  status: z.enum(['draft', 'published', 'retired']).optional().catch(undefined),
})
export type CatalogFilter = z.output<typeof catalogFilter>
