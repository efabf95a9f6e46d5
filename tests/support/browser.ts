import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { freePort } from '../../tools/free-port.ts'
import { type TestProgram, useProgram } from './program.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type Visit = {
  browser: Browser
  program: TestProgram
  base: string
  open(path: string, options?: BrowserContextOptions): Promise<Page>
}

/** The browser of this worker and where its program listens: test files take them over from each other. */
let kept: { browser: Browser; port: number; listening?: TestProgram } | undefined

/** A program that listens, and a browser to visit it. Every page fails its test on an error or a warning of its console. */
export async function useBrowser(): Promise<Visit> {
  kept ??= { browser: await launch(), port: await freePort() }
  complaints.length = 0
  const { browser, port } = kept
  const base = `http://localhost:${port}`
  const program = await useProgram({ working: true, env: { PORT: String(port), PUBLIC_URL: base } })
  if (kept.listening !== program) await program.server.listen({ port, host: '127.0.0.1' })
  kept.listening = program
  return {
    browser,
    program,
    base,
    open: async (path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        // A refused form is an answer, not a fault of the page.
        if (['error', 'warning'].includes(message.type()) && !/status of 4\d\d/.test(message.text()))
          complaints.push(message.text())
      })
      await page.goto(base + path)
      return page
    },
  }
}

function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
}

/** What pages complained of since the file began. */
export const complaints: string[] = []

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules among them that look at colours (axe's own `cat.color`). */
const OF_COLOUR = ['color-contrast', 'link-in-text-block']

type Axe = { run(options: { runOnly: string[] }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Violations of WCAG 2.2 A and AA, and of good practice, one line each. */
export async function violations(page: Page, rules = TAGS): Promise<string[]> {
  // Half of what it costs to look at a page is to bring what looks at it, so it is brought once.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  return page.evaluate(async (runOnly) => {
    // The page that runs this has it; the compiler knows this process alone.
    const result = await (globalThis as unknown as { axe: Axe }).axe.run({ runOnly })
    return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  }, rules)
}

/**
 * Violations in light and in dark. By night only colours may be others: they are looked at again, and everything must be seen
 * where it was by day, so that no other rule could say anything else.
 */
export async function violationsByDayAndNight(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' })
  const [byDay, day] = [await violations(page), await shapeOf(page)]
  await page.emulateMedia({ colorScheme: 'dark' })
  const [byNight, night] = [await violations(page, OF_COLOUR), await shapeOf(page)]
  const moved = night.filter((line, n) => line !== day[n]).map((line) => `stands otherwise than by day: ${line}`)
  return [...byDay.map((line) => `(light): ${line}`), ...[...byNight, ...moved].map((line) => `(dark): ${line}`)]
}

/** Where everything on the page stands, and whether it is seen; one line an element. */
function shapeOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('body *'), (element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const { display, visibility, opacity } = getComputedStyle(element)
      return [element.tagName, x, y, width, height, display, visibility, opacity].join(' ')
    }),
  )
}

/** How many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
