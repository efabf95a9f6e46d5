import jsQR from 'jsqr'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { drawTransfer, printTransfer } from './drawing.ts'
import { readTransfer, type Transfer, writeTransfer } from './rules/epc.ts'
import { makeReference } from './rules/references.ts'

const IBAN = 'FR7630006000011234567890189'
const GIFT: Transfer = { name: 'Fonds de l’été – Zoé', iban: IBAN, amount: 1230, reference: makeReference('G260000001') }

/** The bytes that a second reader sees in a picture. Its own text is empty where it does not know the letters. */
async function bytesIn(picture: Buffer): Promise<Uint8Array> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const found = jsQR(new Uint8ClampedArray(data), info.width, info.height)
  if (!found) throw new Error('No code was seen')
  return Uint8Array.from(found.binaryData)
}

test.each<Transfer>([
  GIFT,
  { name: 'Fonds', iban: IBAN, bic: 'AGRIFRPP', text: '献金 – merci', amount: 99_999_999_999 },
  { name: 'é'.repeat(70), iban: IBAN, amount: 1 },
  { name: 'Fonds', iban: IBAN },
])('a transfer that is drawn is read back by another reader: %j', async (transfer) => {
  expect(readTransfer(await bytesIn(await printTransfer(transfer)))).toEqual(transfer)
  expect(await drawTransfer(transfer)).toMatch(/^<svg/)
})

test('it is written as the norm has it: no line at the end that says nothing', () => {
  expect(writeTransfer(GIFT)).toBe(`BCD\n002\n1\nSCT\n\nFonds de l’été – Zoé\n${IBAN}\nEUR12.30\n\n${GIFT.reference}`)
  expect(writeTransfer({ name: 'Fonds', iban: IBAN })).toBe(`BCD\n002\n1\nSCT\n\nFonds\n${IBAN}`)
})

test.each<[string, Partial<Transfer>]>([
  ['name', { name: '' }],
  ['name', { name: 'x'.repeat(71) }],
  ['name', { name: 'a\nb' }],
  ['iban', { iban: 'FR7630006000011234567890188' }],
  ['bic', { bic: 'X' }],
  ['amount', { amount: 0 }],
  ['amount', { amount: 1.5 }],
  ['amount', { amount: 100_000_000_000 }],
  ['reference', { reference: 'RF00X' }],
  ['reference', { text: 'both' }],
  ['purpose', { purpose: 'CHAR1' }],
  ['information', { information: 'x'.repeat(71) }],
])('no code is made with a wrong %s: %j', (field, more) => {
  expect(() => writeTransfer({ ...GIFT, ...more })).toThrow(field)
})

test('what does not fit into 331 bytes is refused, rather than cut', () => {
  expect(() => writeTransfer({ name: 'é'.repeat(70), iban: IBAN, text: 'é'.repeat(140) })).toThrow('too long')
})

const code = (lines: string[], encoding: BufferEncoding = 'utf8', end = '\n') =>
  readTransfer(Buffer.from(lines.join(end), encoding))
const plain = (money: string, { version = '002', bic = '', charset = '1' } = {}) => [
  'BCD',
  version,
  charset,
  'SCT',
  bic,
  'Fonds',
  IBAN,
  money,
]

test.each([
  ['EUR12.3', 1230],
  ['EUR12', 1200],
  ['EUR12.30', 1230],
  ['EUR0.01', 1],
  ['EUR999999999.99', 99_999_999_999],
])('%s is an amount', (money, amount) => {
  expect(code(plain(money))).toMatchObject({ amount })
})
test.each(['EUR12,30', 'EUR0', 'EUR0.001', 'EUR-1', 'USD12', '12', 'EUR1000000000', 'EUR１２'])('%s is none', (money) => {
  expect(code(plain(money))).toBeUndefined()
})

test('version 001 has a BIC; lines may end as Windows ends them; the set of letters is the one that is said', () => {
  expect(code(plain('', { version: '001' }))).toBeUndefined()
  expect(code(plain('', { version: '001', bic: 'AGRIFRPP' }))).toMatchObject({ bic: 'AGRIFRPP' })
  expect(code(plain('EUR1'), 'utf8', '\r\n')).toMatchObject({ amount: 100 })
  const named = (charset: string) => ['BCD', '002', charset, 'SCT', '', 'Zoé', IBAN]
  expect(code(named('2'), 'latin1')).toMatchObject({ name: 'Zoé' })
  expect(code(named('8'), 'latin1')).toMatchObject({ name: 'Zoé' })
  expect(code(named('5'), 'latin1')).toMatchObject({ name: 'Zoщ' })
  expect(code(named('1'), 'latin1')).toBeUndefined()
  expect(code(named('9'))).toBeUndefined()
  expect(code(['https://example.org'])).toBeUndefined()
})
