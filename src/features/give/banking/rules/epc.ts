import { readAmount, writeAmount } from './money.ts'
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

/** Writes it, always in UTF-8, which each app of a bank reads. Version 002, in which the BIC may be left out; throws for what no bank would take. */
export function writeTransfer({
  name,
  iban,
  bic = '',
  amount,
  purpose = '',
  reference = '',
  text = '',
  information = '',
}: Transfer): string {
  const account = readIban(iban)
  const wrong =
    (!account && 'iban') ||
    (bic !== '' && !BIC.test(bic) && 'bic') ||
    (!fits(name, 1, 70) && 'name') ||
    (amount !== undefined && !(Number.isSafeInteger(amount) && amount >= 1 && amount <= LARGEST) && 'amount') ||
    (purpose !== '' && !/^[A-Z0-9]{1,4}$/.test(purpose) && 'purpose') ||
    (reference !== '' && (text !== '' || !isReference(reference)) && 'reference') ||
    (!fits(text, 0, 140) && 'text') ||
    (!fits(information, 0, 70) && 'information')
  if (wrong) throw new RangeError(`This ${wrong} is none of a transfer`)
  const money = amount === undefined ? '' : `EUR${writeAmount(amount, 'EUR')}`
  const lines = ['BCD', '002', '1', 'SCT', bic, name, account!, money, purpose, reference, text, information]
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

function transferOf(lines: string[]): Transfer | undefined {
  const [
    ,
    version,
    ,
    kind,
    bic = '',
    name = '',
    account = '',
    money = '',
    purpose = '',
    reference = '',
    text = '',
    information = '',
  ] = lines
  const iban = readIban(account)
  const amount = money === '' ? undefined : amountOf(money)
  const wrong =
    lines.length > 12 ||
    kind !== 'SCT' ||
    !iban ||
    !fits(name, 1, 70) ||
    (bic === '' ? version === '001' : !BIC.test(bic)) ||
    (money !== '' && amount === undefined) ||
    (reference !== '' && text !== '')
  if (wrong) return undefined
  // Elsewhere than in an RF reference any text may stand there.
  const given = { bic, purpose, reference: readReference(reference) ?? reference, text, information }
  const present = Object.entries(given).filter(([, value]) => value !== '')
  return { name, iban, ...(amount === undefined ? {} : { amount }), ...Object.fromEntries(present) }
}

/** `EUR12.3` is as right as `EUR12.30` and `EUR12`; a comma is not. */
function amountOf(money: string): number | undefined {
  const amount = /^EUR\d{1,9}(\.\d{1,2})?$/.test(money) ? readAmount(money.slice(3), 'EUR') : undefined
  return amount !== undefined && amount >= 1 && amount <= LARGEST ? amount : undefined
}
