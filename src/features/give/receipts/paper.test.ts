import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flat, popplerText, readPdf } from '../../../../tests/support/pdf.ts'
import { acknowledgementPaper, sumsOf, yearPaper } from './papers.ts'
import type { AcknowledgementRecord } from './queries/acknowledgements.ts'

const record = (
  other: Partial<AcknowledgementRecord> = {},
  said: Partial<AcknowledgementRecord['said']> = {},
): AcknowledgementRecord => ({
  id: 'a',
  gift_id: 'g',
  donor_id: 'd',
  recipient_id: 'r',
  year: 2026,
  number: 42,
  amount: 18_171,
  currency: 'EUR',
  made_at: new Date('2026-11-24T10:00:00Z'),
  cancelled_at: null,
  cancelled_for: null,
  asked: 0,
  asked_at: null,
  email: 'zoe@example.org',
  given_name: 'Zoé',
  ...other,
  said: {
    locale: 'fr',
    name: 'Zoé Müller-Šťastná',
    recipient: 'Fonds de solidarité',
    beneficiary: 'Le mouvement',
    holder: 'Association de financement',
    movement: 'La Belle Saison',
    mode: 'card',
    day: '2026-11-24',
    reference: 'RF330000000042',
    given: 18_171,
    authority: 'CNCCFP',
    replaces: null,
    ...said,
  },
})

/** What a tool says of a document; undefined where it is not installed. */
function told(tool: string, args: string[], bytes: Buffer): { status: number; text: string } | undefined {
  const file = join(mkdtempSync(join(tmpdir(), 'appui-pdf-')), 'paper.pdf')
  writeFileSync(file, bytes)
  const { error, status, stdout, stderr } = spawnSync(tool, [...args, file], { encoding: 'utf8' })
  return error ? undefined : { status: status!, text: stdout + stderr }
}

test.each([
  ['fr', 'cent quatre-vingt-un euros et soixante et onze centimes', 'Accusé de réception', 'pas un reçu fiscal'],
  ['en', 'one hundred and eighty-one euros and seventy-one cents', 'Acknowledgement of a gift', 'not a tax receipt'],
  ['es', 'ciento ochenta y un euros con setenta y un céntimos', 'Acuse de recibo', 'no es un recibo fiscal'],
] as const)('in %s it says all that it has to, to two readers that are not ours', async (...row) => {
  const [locale, words, title, note] = row
  const bytes = await acknowledgementPaper(record({}, { locale }))
  const { text, pages } = await readPdf(bytes)
  expect(pages).toBe(1)
  for (const read of [text, popplerText(bytes) ?? text])
    for (const part of [words, title, '2026-000042', 'Zoé Müller-Šťastná', 'CNCCFP', 'Association de financement'])
      expect(read, part).toContain(flat(part))
  expect(text).toContain(note)
})

test('the same makes the same bytes, whatever the hour; another thing makes others', async () => {
  const first = await acknowledgementPaper(record())
  await new Promise((resolve) => setTimeout(resolve, 1100))
  expect((await acknowledgementPaper(record())).equals(first)).toBe(true)
  expect((await acknowledgementPaper(record({ number: 43 }))).equals(first)).toBe(false)
  const year = { locale: 'fr', year: 2026, name: 'Zoé', movement: 'X', records: [record()] } as const
  expect((await yearPaper({ ...year, records: [record()] })).equals(await yearPaper({ ...year, records: [record()] }))).toBe(true)
})

test('it is whole, has a language and a title, and is tagged', async () => {
  const bytes = await acknowledgementPaper(record())
  const text = bytes.toString('latin1')
  expect(text).toMatch(/\/Lang \(fr\)/)
  expect(text).toMatch(/\/MarkInfo/)
  expect(text).toMatch(/\/DisplayDocTitle true/)
  const check = told('qpdf', ['--check'], bytes)
  if (check) expect([check.status, check.text]).toEqual([0, expect.stringContaining('No syntax or stream encoding errors')])
  const info = told('pdfinfo', [], bytes)
  if (info) expect(info.text).toMatch(/Title: +Accusé de réception d’un don n°.2026-000042[^]*Tagged: +yes/)
  const tree = told('pdfinfo', ['-struct-text'], bytes)
  if (tree) {
    expect(tree.text.match(/^ *(\w+)/gm)!.map((tag) => tag.trim())).toEqual(
      expect.arrayContaining(['Document', 'H1', 'Table', 'TR', 'TH', 'TD', 'P']),
    )
    expect(flat(tree.text)).toContain('quatre-vingt-un euros')
  }
})

test('cancelled, it says so first', async () => {
  const { words } = await readPdf(
    await acknowledgementPaper(record({ cancelled_at: new Date('2026-12-01T00:00:00Z'), cancelled_for: 'disputed' })),
  )
  const at = (part: string) => words.find(({ text }) => text.includes(part))!.base
  expect(at('Annulé')).toBeLessThan(at('Zoé'))
})

test('a name in any letters stays in its place, a long one goes on in the next line', async () => {
  for (const name of [
    'Ελένη Παπαδοπούλου',
    'Мария Иванова',
    'מרים כהן',
    'Nguyễn Thị Ánh',
    'A'.repeat(60) + ' ' + 'B'.repeat(60),
  ]) {
    const { words, pages } = await readPdf(await acknowledgementPaper(record({}, { name })))
    expect(pages).toBe(1)
    expect(Math.max(...words.map(({ right }) => right))).toBeLessThan(595.28 - 40)
  }
})

test('a year of many gifts goes on over pages, each row once, and its sums are to the cent', async () => {
  const records = Array.from({ length: 120 }, (_, n) =>
    record({ number: n + 1, amount: 1001 + n, recipient_id: n % 2 ? 'r' : 's' }, { recipient: n % 2 ? 'Fonds' : 'Parti' }),
  )
  const bytes = await yearPaper({ locale: 'es', year: 2026, name: 'Zoé', movement: 'La Belle Saison', records })
  const { text, pages, words } = await readPdf(bytes)
  expect(pages).toBeGreaterThan(2)
  for (const n of [1, 60, 120]) expect(text.split(`2026-${String(n).padStart(6, '0')}`)).toHaveLength(2)
  expect(Math.max(...words.map(({ base }) => base))).toBeLessThan(841.89 - 40)
  expect(sumsOf(records).reduce((sum, one) => sum + one.sum, 0)).toBe(records.reduce((sum, { amount }) => sum + amount, 0))
  const check = told('qpdf', ['--check'], bytes)
  if (check) expect(check.status).toBe(0)
})

test('two currencies are never added', () => {
  expect(sumsOf([record(), record({ currency: 'CHF', amount: 5 })]).map(({ currency, sum }) => [currency, sum])).toEqual([
    ['EUR', 18_171],
    ['CHF', 5],
  ])
})
