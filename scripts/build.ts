// npm run build: makes what `npm start` would make, without starting.
import { BuildError, ensureClient, ensurePages, pagesAreBuilt } from './build-pages.ts'

try {
  ensureClient(console.log)
  if (pagesAreBuilt()) console.log('The pages are up to date.')
  await ensurePages(console.log)
} catch (error) {
  if (!(error instanceof BuildError)) throw error
  console.error(error.message)
  process.exit(1)
}
