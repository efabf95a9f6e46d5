import { buffer } from 'node:stream/consumers'
import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { readPdf } from '../../tests/support/pdf.ts'
import { drawQr, heightOf, openPaper, type Paper, write } from './printing.ts'

const OPTIONS = { size: 'A4', margin: 56, compress: false }

/** What a reader of PDF finds of what was drawn. */
async function drawn(draw: (paper: Paper) => void) {
  const paper = await openPaper(OPTIONS)
  draw(paper)
  paper.doc.end()
  return readPdf(await buffer(paper.doc))
}

test('words stand at the left of their box, in its middle or at its right', async () => {
  const box = { left: 100, width: 300, size: 20 }
  const { words } = await drawn((paper) => {
    for (const [n, align] of (['left', 'center', 'right'] as const).entries())
      write(paper, 'Croix-Rousse', { ...box, top: 100 * (n + 1), align })
  })
  const [left, center, right] = words
  expect(left!.left).toBeCloseTo(100, 0)
  expect((center!.left + center!.right) / 2).toBeCloseTo(250, 0)
  expect(right!.right).toBeCloseTo(400, 0)
})

test('words shrink as far as they may, and are cut only then', async () => {
  const text = 'Les Voisins de la Croix-Rousse et du Gros Caillou'
  const sizes = async (width: number) => {
    const { words } = await drawn((paper) => write(paper, text, { left: 60, top: 60, width, height: 25, size: 20, least: 7 }))
    return { size: Math.min(...words.map(({ size }) => size)), text: words.map((word) => word.text).join(' ') }
  }
  expect((await sizes(470)).size).toBe(20)
  const small = await sizes(60)
  expect(small.size).toBe(7)
  expect(small.text).toContain('…')
})

test('what has no height goes on on the next page, within its margins', async () => {
  let end = 0
  const { words, pages } = await drawn((paper) => {
    const text = Array.from({ length: 80 }, (_, n) => `Ligne ${n}`).join('\n')
    end = write(paper, text, { left: 56, top: 56, width: 300, size: 12 })
    expect(heightOf(paper, text, { width: 300, size: 12 })).toBeCloseTo(80 * 12 * 1.22)
  })
  expect(pages).toBe(2)
  expect(words.map(({ text }) => text.trim())).toEqual(Array.from({ length: 80 }, (_, n) => `Ligne ${n}`))
  for (const { base, size } of words) {
    expect(base - 0.75 * size).toBeGreaterThanOrEqual(56)
    expect(base + 0.2 * size).toBeLessThanOrEqual(841.89 - 56)
  }
  expect(end).toBeGreaterThan(words.at(-1)!.base)
  expect(end).toBeLessThan(words.at(-1)!.base + 12)
})

test('bold words are measured as bold', async () => {
  const paper = await openPaper(OPTIONS)
  const text = 'Les Voisins de la Croix-Rousse et du Gros Caillou'
  const lines = (bold: boolean) =>
    Array.from({ length: 200 }, (_, n) => heightOf(paper, text, { width: 100 + n, size: 12, bold })).reduce(
      (sum, one) => sum + one,
    )
  expect(lines(true)).toBeGreaterThan(lines(false))
})

test('a code is drawn with its dark squares where they belong, and is no mirror of it', async () => {
  const text = 'https://example.org/groups/01994c5a'
  const { bytes } = await drawn(({ doc }) => drawQr(doc, text, { left: 50, top: 80, size: 200 }))
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const side = 200 / modules.size
  const dark = Array.from(bytes.toString('latin1').matchAll(/^(\S+) (\S+) \S+ \S+ re$/gm), ([, x, y]) =>
    [(Number(y) - 80) / side, (Number(x) - 50) / side].map(Math.round).join(),
  )
  const meant = Array.from({ length: modules.size ** 2 }, (_, at) => [Math.floor(at / modules.size), at % modules.size] as const)
  expect(dark.toSorted()).toEqual(
    meant.flatMap(([row, column]) => (modules.get(row, column) ? [`${row},${column}`] : [])).toSorted(),
  )
})
