import { problemResponse } from '../problem.ts'

export const dynamic = 'force-dynamic'

const nowhere = () =>
  problemResponse({ status: 404, code: 'not_found', detail: 'the API has no such address' })

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT }
