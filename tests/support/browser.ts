import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { findBrowser } from '#scripts/find-browser.ts'
import { noteConsoleError } from './console-errors.ts'

export interface ContextOptions {
  locale?: 'en' | 'nl'
  theme?: 'light' | 'dark'
  width?: number
  height?: number
  javaScriptEnabled?: boolean
}

export interface TestBrowser {
  /** A person of their own: no cookies of anybody else. Errors on its pages fail the test. */
  newContext(options?: ContextOptions): Promise<BrowserContext>
  newPage(options?: ContextOptions): Promise<Page>
  close(): Promise<void>
}

function watchErrors(context: BrowserContext): void {
  context.on('console', (message) => {
    if (message.type() === 'error')
      noteConsoleError([`in the browser, ${message.page()?.url()}:`, message.text(), message.location().url])
  })
  context.on('weberror', (error) => noteConsoleError(['in the browser:', error.error()]))
}

/** Starts Chromium. Close it in afterAll. */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('No browser: npm test installs one, or name one in CHROMIUM_PATH')
  const asRoot = process.getuid?.() === 0
  const browser = await chromium.launch({ executablePath, args: asRoot ? ['--no-sandbox'] : [] })
  const newContext = async (options: ContextOptions = {}) => {
    const context = await browser.newContext({
      locale: options.locale === 'nl' ? 'nl-NL' : 'en-GB',
      colorScheme: options.theme ?? 'light',
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      javaScriptEnabled: options.javaScriptEnabled ?? true,
    })
    context.setDefaultTimeout(15_000)
    watchErrors(context)
    return context
  }
  return {
    newContext,
    newPage: async (options) => (await newContext(options)).newPage(),
    close: () => browser.close(),
  }
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails, naming each element, when the page as it stands breaks WCAG 2.2 AA where a machine can tell. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // Without frames the legacy way finds the same and need not open a second page to add the results up.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
  )
  expect(found).toEqual([])
}
