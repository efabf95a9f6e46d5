import type { Page } from 'playwright-core'
import { LOCALES } from '../../src/platform/i18n/locales.ts'
import { overflow, violationsByDayAndNight } from './browser.ts'

const [MAIN, ...OTHERS] = LOCALES

/** A page to look at, and what it answers where that is not 200. */
export type Swept = string | { path: string; status: number }

/**
 * What is wrong with a page in any language, by day or by night; one line each. In the main language every rule is asked. In the others
 * only the words are others: where the page is built the same, no rule could say anything else, and none is asked again.
 */
export async function faultsOf(page: Page, base: string, swept: Swept): Promise<string[]> {
  const { path, status } = typeof swept === 'string' ? { path: swept, status: 200 } : swept
  const faults = await visit(page, { url: base + path, locale: MAIN, status })
  faults.push(...(await violationsByDayAndNight(page)))
  const built = await buildOf(page)
  for (const locale of OTHERS) {
    faults.push(...(await visit(page, { url: `${base}/${locale}${path}`, locale, status })))
    const same = (await buildOf(page)).join('\n') === built.join('\n')
    if (!same) faults.push(...(await violationsByDayAndNight(page)).map((fault) => `(${locale}) ${fault}`))
  }
  return faults.map((fault) => `${path} ${fault}`)
}

type Visited = { url: string; locale: string; status: number }

/** Opens a page with all that it folds away, and says what is wrong with it at first sight. */
async function visit(page: Page, { url, locale, status }: Visited): Promise<string[]> {
  const answer = await page.goto(url)
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)))
  const [wider, headings, lang] = [
    await overflow(page),
    await page.locator('h1').count(),
    await page.evaluate(() => document.documentElement.lang),
  ]
  return [
    ...(answer?.status() === status ? [] : [`(${locale}) answers ${answer?.status()}`]),
    ...(wider > 0 ? [`(${locale}) is ${wider} pixels too wide`] : []),
    ...(headings === 1 ? [] : [`(${locale}) has ${headings} headings of the first rank`]),
    ...(lang === locale ? [] : [`(${locale}) says that it is in ${lang}`]),
  ]
}

/** How a page is built, one line an element: what it is, all that is said of it, and which words are there and which of them are the same, but not the words. */
export function buildOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    let at = 0
    const known = new Map<string, number>()
    // By where they stand first, so that two that are the same in one language alone move no other.
    const nth = (words: string) => {
      const plain = words.trim()
      if (plain && !known.has(plain)) known.set(plain, at)
      return known.get(plain) ?? '-'
    }
    const WORDS = ['aria-label', 'alt', 'title', 'placeholder', 'value', 'content', 'lang']
    const ADDRESSES = ['href', 'action', 'src', 'srcset', 'formaction']
    const said = ({ name, value }: Attr) =>
      ADDRESSES.includes(name) ? name : `${name}=${WORDS.includes(name) || name.startsWith('data-') ? nth(value) : value}`
    // The list of languages marks the one that is read.
    const marks = (element: Element) => (element.hasAttribute('hreflang') ? [] : [...element.attributes].map(said).toSorted())
    const ownWords = (element: Element) =>
      [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? nth(node.textContent ?? '') : '<>')).join(' ')
    return [...document.querySelectorAll('body *')].map((element) => {
      at += 1
      return [element.tagName, ...marks(element), ownWords(element)].join(' ')
    })
  })
}
