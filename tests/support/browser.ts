import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll } from 'vitest'
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

/** A program that listens, and a browser to visit it. Every page fails its test on an error or a warning of its console. */
export async function useBrowser(): Promise<Visit> {
  const port = await freePort()
  const base = `http://localhost:${port}`
  const program = await useProgram({ working: true, env: { PORT: String(port), PUBLIC_URL: base } })
  await program.server.listen({ port, host: '127.0.0.1' })
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
  afterAll(() => browser.close())
  return {
    browser,
    program,
    base,
    open: async (path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
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

/** What pages complained of since the file began. */
export const complaints: string[] = []

/** Violations of WCAG 2.2 A and AA, and of good practice, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const runner = (
      globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
    ).axe
    const result = await runner.run({ runOnly: tags })
    return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  })
}

/** How many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
