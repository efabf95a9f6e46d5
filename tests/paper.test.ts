import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printPoster } from '../src/features/groups/desk/poster.ts'
import { printSheet as printJoining } from '../src/features/groups/visits/sheet.ts'
import { printPages } from '../src/features/people/paper/printing.ts'
import { printSheet as printRecipe } from '../src/features/recipes/core/sheet.ts'
import { NAMES, READ_ALOUD } from './support/names.ts'
import { flat, popplerText, readPdf } from './support/pdf.ts'

const URL = 'https://example.org/groups/01994c5a-7e2b-7000-8000-0123456789ab'
const common = { locale: 'fr', movement: 'La Belle Saison' }

type Printed = {
  /** Prints it with some names wherever a name may stand. */
  print: (names: string[]) => Promise<NodeJS.ReadableStream>
  /** Between which no words may stand: its margins, and the code that a telephone reads. */
  page: { width: number; height: number; margin: number }
  code?: { left: number; right: number; top: number; bottom: number }
}

const A4 = { width: 595.28, height: 841.89 }

const DOCUMENTS: Record<string, Printed> = {
  'poster of a group': {
    print: ([title = '', ...lines]) => printPoster({ ...common, title, lines, url: URL, scan: 'Scannez', shown: URL }),
    page: { ...A4, margin: 56 },
    code: { left: 167.6, right: 427.6, top: 435.9, bottom: 695.9 },
  },
  'sheet to join a group': {
    print: ([title = '', lead = '', agrees = '', ...boxes]) =>
      printJoining({ ...common, title, lead, agrees, boxes, lines: ['Prénom', 'Nom', 'Date'], rights: title }),
    page: { ...A4, margin: 56 },
  },
  'sheet of signatures': {
    print: ([movement = '', place = '', title = '', returned = '', rights = '']) => {
      const columns = { written: ['Prénom', 'Nom', 'Ville', 'E-mail', 'Téléphone'], boxes: [movement, place], signed: place }
      const page = { number: 'Feuille 12', url: URL, movement, title, place, support: returned, columns }
      return printPages([{ ...page, legend: rights, returned, rights, scan: 'Scannez' }], { title, locale: 'fr' })
    },
    page: { width: 841.89, height: 595.28, margin: 15 },
    code: { left: 747.9, right: 811.9, top: 30, bottom: 94 },
  },
  'card of a recipe': {
    print: ([movement = '', title = '', summary = '', facts = '', ...lines]) =>
      printRecipe({ locale: 'fr', movement, title, summary, facts, parts: [{ title: facts, lines }], url: URL, scan: 'Scannez' }),
    page: { ...A4, margin: 42 },
    code: { left: 479.3, right: 553.3, top: 42, bottom: 116 },
  },
}
const named = Object.entries(DOCUMENTS)

const inFives = Array.from({ length: Math.ceil(NAMES.length / 5) }, (_, n) => NAMES.slice(5 * n, 5 * n + 5))

test.each(named)('names are read back from the %s by two programs, in whatever letters', async (_, { print }) => {
  for (const names of inFives) {
    const { text, bytes } = await readPdf(await print([...names]))
    const poppler = popplerText(bytes)
    for (const name of names) {
      expect(text).toContain(flat(name))
      // Poppler tells the tail of a Hebrew or Arabic line apart from what stands before it: words are compared one by one.
      for (const word of poppler === undefined ? [] : flat(name).split(' ')) expect(poppler).toContain(word)
    }
  }
})

test.each(named)('names in letters that we have not can be read aloud on the %s', async (_, { print }) => {
  for (const [name, printed] of READ_ALOUD) {
    const { text } = await readPdf(await print(Array.from({ length: 5 }, () => name)))
    expect(text).toContain(printed)
  }
})

test.each(named)('all letters of the %s are in the file, and no more of a typeface than is used', async (_, { print }) => {
  const { bytes } = await readPdf(await print(NAMES.slice(0, 5)))
  const file = bytes.toString('latin1')
  expect(file).not.toMatch(/\/Subtype \/Type1/)
  expect(file.match(/\/FontFile2/g)!.length).toBeGreaterThanOrEqual(2)
  expect(bytes.length).toBeLessThan(60_000)
})

const letters = fc.constantFrom(...'WȘŁẾщΩⵎم李mi.l🌻', 'fi', 'لا', 'é̂')
const word = fc.array(letters, { minLength: 1, maxLength: 200 }).map((some) => some.join(''))
const name = fc.oneof(
  word,
  word.map((one) => `${one} ${one.slice(0, 9)}`),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constant('W'.repeat(200)),
)

test.each(named)('names of up to two hundred letters stay on the %s and off its code', async (_, { print, page, code }) => {
  await fc.assert(
    fc.asyncProperty(fc.array(name, { minLength: 5, maxLength: 5 }), async (names) => {
      const { words, pages } = await readPdf(await print(names))
      expect(pages).toBe(1)
      for (const { text, left, right, base, size } of words) {
        const said = `${text} at ${left}…${right}, ${base}`
        expect(left, said).toBeGreaterThanOrEqual(page.margin - 1)
        expect(right, said).toBeLessThanOrEqual(page.width - page.margin + 1)
        expect(base - 0.7 * size, said).toBeGreaterThanOrEqual(page.margin - 1)
        expect(base + 0.2 * size, said).toBeLessThanOrEqual(page.height - page.margin + 1)
        const off = !code || right < code.left || left > code.right || base < code.top || base - 0.7 * size > code.bottom
        expect(off, said).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})
