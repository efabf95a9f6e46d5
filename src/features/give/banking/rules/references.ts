/**
 * Creditor references (ISO 11649): `RF`, two check digits, up to 21 letters and digits. The check is that of an IBAN (ISO 7064, mod 97-10).
 * Of digits alone it sees each wrong one and each two neighbours swapped; where a letter stands for a digit or changes places with one, some three in
 * a thousand pass. So references that people type are made of digits.
 */
const WRITTEN = /^RF\d{2}[0-9A-Z]{1,21}$/
const LONGEST = 25

/** The reference of up to 21 letters and digits, as it is sent to a bank: capitals without spaces. Throws for any other text. */
export function makeReference(text: string): string {
  const body = text.toUpperCase()
  if (!/^[0-9A-Z]{1,21}$/.test(body)) throw new RangeError('A reference has 1 to 21 letters and digits')
  return `RF${String(98 - remainder(`${body}RF00`)).padStart(2, '0')}${body}`
}

/** A reference as somebody typed it, with spaces, hyphens or in small letters; undefined when it is none, or its check fails. */
export function readReference(text: string): string | undefined {
  const written = compact(text)
  return isReference(written) ? written : undefined
}

export const isReference = (written: string): boolean =>
  WRITTEN.test(written) && remainder(written.slice(4) + written.slice(0, 4)) === 1

/** In groups of four, as it is printed for people to type. */
export const printReference = (reference: string): string => reference.replace(/(.{4})(?=.)/g, '$1 ')

/**
 * What may be a reference within a free text, longest first. Where it ends nobody knows, since banks take spaces out and put them in; of many
 * lengths one in 97 passes by chance, so what is found counts only when it was given to somebody.
 */
export function referencesWithin(text: string): string[] {
  const written = compact(text)
  const found: string[] = []
  for (let at = written.indexOf('RF'); at >= 0; at = written.indexOf('RF', at + 1))
    for (let length = Math.min(LONGEST, written.length - at); length >= 5; length--) {
      const one = written.slice(at, at + length)
      if (isReference(one)) found.push(one)
    }
  return found
}

/** The number of a reference of ours as a scanner or a hand types it: `RF` with its check, or the number alone. Undefined: none. */
export function numberIn(reference: string): number | undefined {
  const [, number] = /^(?:RF\d{2})?0*(\d{1,10})$/i.exec(reference.replace(/[\s-]/g, '')) ?? []
  return number === undefined ? undefined : Number(number)
}

/** Letters and digits alone, in capitals. */
export const compact = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]+/g, '')

/** Of digits and letters, a letter counting 10 to 35, after division by 97. */
function remainder(text: string): number {
  let rest = 0
  for (const sign of text) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** An IBAN without spaces; undefined when it is none or its check fails (ISO 13616). */
export function readIban(text: string): string | undefined {
  const written = text.toUpperCase().replace(/[\s-]+/g, '')
  const looks = /^[A-Z]{2}\d{2}[0-9A-Z]{10,30}$/.test(written)
  return looks && remainder(written.slice(4) + written.slice(0, 4)) === 1 ? written : undefined
}

/**
 * Whether what a statement calls its account is this one: its IBAN, or what national formats write of it (bank and account of MT940 in Germany, bank, branch and
 * account in France), with or without zeros before it and a currency behind.
 */
export function isOfAccount(said: string, iban: string): boolean {
  const whole = compact(said)
  if (whole === iban || whole.replace(/(EUR|CHF|GBP|USD)$/, '') === iban) return true
  const national = iban.slice(4)
  const parts = said
    .toUpperCase()
    .split(/[^0-9A-Z]+/)
    .filter((part) => /\d/.test(part))
  const account = (parts.at(-1) ?? '').replace(/^0+/, '')
  if (parts.length === 1) return whole.length >= SHORTEST_ACCOUNT && national.includes(whole)
  const bank = parts.slice(0, -1).join('')
  if (bank.length < SHORTEST_BANK || account === '' || !national.startsWith(bank)) return false
  const rest = national.slice(bank.length).replace(/^0+/, '')
  // Behind the account stands its key, in France and Spain of two digits.
  return rest === account || (rest.startsWith(account) && rest.length - account.length === 2)
}

/** Shorter numbers are within many accounts. */
const SHORTEST_ACCOUNT = 10
const SHORTEST_BANK = 4
