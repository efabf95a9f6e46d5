import { decimalOf, readDecimal } from '#platform/money'
import { isReference, readIban, readReference } from './references.ts'

/**
 * The content of the QR code of a transfer (EPC069-12 v2.1): lines of BCD, version, set of characters, SCT, BIC, name, IBAN, amount, purpose,
 * reference, text, information. `amount` in cents of the euro.
 */
export type Transfer = {
  name: string
  iban: string
  bic?: string
  amount?: number
  purpose?: string
  /** RF reference; beside a text there is none. */
  reference?: string
  text?: string
  information?: string
}

const MOST_BYTES = 331
const LARGEST = 99_999_999_999
const BIC = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/
/** Sets of characters by their number in the code. */
const CHARSETS = ['', 'utf-8', 'iso-8859-1', 'iso-8859-2', 'iso-8859-4', 'iso-8859-5', 'iso-8859-7', 'iso-8859-10', 'iso-8859-15']

type Whole = Required<Transfer>

/** What each field holds; what is left out is empty, of an amount 0. */
const FIELDS: [keyof Transfer, (transfer: Whole) => boolean][] = [
  ['iban', ({ iban }) => readIban(iban) !== undefined],
  ['bic', ({ bic }) => bic === '' || BIC.test(bic)],
  ['name', ({ name }) => fits(name, 1, 70)],
  ['amount', ({ amount }) => Number.isSafeInteger(amount) && amount >= 0 && amount <= LARGEST],
  ['purpose', ({ purpose }) => /^[A-Z0-9]{0,4}$/.test(purpose)],
  ['reference', ({ reference, text }) => reference === '' || text === ''],
  ['text', ({ text }) => fits(text, 0, 140)],
  ['information', ({ information }) => fits(information, 0, 70)],
]
const EMPTY = { bic: '', amount: 0, purpose: '', reference: '', text: '', information: '' }

const wrongIn = (transfer: Whole): keyof Transfer | undefined => FIELDS.find(([, holds]) => !holds(transfer))?.[0]

/** Writes it, always in UTF-8, which each app of a bank reads. Version 002, in which the BIC may be left out; throws for what no bank would take. */
export function writeTransfer(given: Transfer): string {
  const transfer = { ...EMPTY, ...given }
  const { name, iban, bic, amount, purpose, reference, text, information } = transfer
  const wrong = given.amount === 0 ? 'amount' : reference !== '' && !isReference(reference) ? 'reference' : wrongIn(transfer)
  if (wrong) throw new RangeError(`This ${wrong} is none of a transfer`)
  const money = amount === 0 ? '' : `EUR${decimalOf(amount, 'EUR')}`
  const lines = ['BCD', '002', '1', 'SCT', bic, name, readIban(iban)!, money, purpose, reference, text, information]
  while (lines.at(-1) === '') lines.pop()
  const written = lines.join('\n')
  if (new TextEncoder().encode(written).length > MOST_BYTES) throw new RangeError('This is too long for the code of a transfer')
  return written
}

const fits = (text: string, least: number, most: number) =>
  [...text].length >= least && [...text].length <= most && !/[\r\n]/.test(text)

/** What a code says, from its bytes: which letters they are stands in the code itself. undefined: it is none of a transfer, or not as the norm has it. */
export function readTransfer(bytes: Uint8Array): Transfer | undefined {
  const plain = new TextDecoder('latin1').decode(bytes)
  const charset = CHARSETS[Number(/^BCD\r?\n00[12]\r?\n([1-8])\r?\n/.exec(plain)?.[1] ?? 0)]
  if (!charset || bytes.length > MOST_BYTES) return undefined
  try {
    return transferOf(new TextDecoder(charset, { fatal: true }).decode(bytes).split(/\r?\n/))
  } catch {
    // Bytes that are no letters of that set.
    return undefined
  }
}

type Eight = [string, string, string, string, string, string, string, string]

function transferOf(lines: string[]): Transfer | undefined {
  const [, version, , kind, ...rest] = lines
  const [bic, name, account, money, purpose, written, text, information] = Array.from(FIELDS, (_, at) => rest[at] ?? '') as Eight
  const amount = money === '' ? 0 : amountOf(money)
  if (lines.length > 12 || kind !== 'SCT' || amount === undefined || (version === '001' && bic === '')) return undefined
  // Elsewhere than in an RF reference any text may stand there.
  const reference = readReference(written) ?? written
  const transfer = { name, iban: readIban(account) ?? '', bic, amount, purpose, reference, text, information }
  if (wrongIn(transfer)) return undefined
  const present = Object.entries(transfer).filter(([, value]) => value !== '' && value !== 0)
  return Object.fromEntries(present) as Transfer
}

/** `EUR12.3` is as right as `EUR12.30` and `EUR12`; a comma is not. */
function amountOf(money: string): number | undefined {
  const amount = /^EUR\d{1,9}(\.\d{1,2})?$/.test(money) ? readDecimal(money.slice(3), 'EUR') : undefined
  return amount !== undefined && amount >= 1 && amount <= LARGEST ? amount : undefined
}
