/** The group is gone, perhaps because the directory took it away. */
export class GroupNotFoundError extends Error {
  readonly code = 'group_not_found'
}
