import type { BankLine } from '../banking/index.ts'

/** What of a line says which other it undoes. */
export type Movement = Pick<BankLine, 'amount' | 'booked' | 'references' | 'text' | 'name' | 'iban'> & { id: string }
export type Undone = { id: string; reasons: string[] }

const bare = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]+/g, '')
const SHORTEST = 6
const MOST = 5

/**
 * Which of the lines before it a line undoes, the likeliest first: of the same amount the other way, not of a later day, with a reference, an account or a name in
 * common. Sure is one alone that has a reference in common, or the account where nothing else comes near.
 */
export function undoneBy(line: Movement, before: readonly Movement[]): { sure: Undone | undefined; candidates: Undone[] } {
  const found = before
    .filter((one) => one.id !== line.id && one.amount === -line.amount && one.booked <= line.booked)
    .map((one) => ({ id: one.id, reasons: reasonsOf(line, one), booked: one.booked }))
    .toSorted((a, b) => weight(b.reasons) - weight(a.reasons) || (a.booked < b.booked ? 1 : -1))
  const strong = found.filter(({ reasons }) => reasons.includes('same-reference'))
  const near = found.filter(({ reasons }) => reasons.length > 0)
  const alone = strong.length === 1 ? strong[0] : strong.length === 0 && near.length === 1 ? near[0] : undefined
  const sure = alone?.reasons.some((reason) => reason !== 'same-name') ? alone : undefined
  const shown = (near.length > 0 ? near : found).slice(0, MOST)
  return { sure: sure && { id: sure.id, reasons: sure.reasons }, candidates: shown.map(({ id, reasons }) => ({ id, reasons })) }
}

const WEIGHTS: Record<string, number> = { 'same-reference': 4, 'same-iban': 2, 'same-name': 1 }
const weight = (reasons: string[]) => reasons.reduce((sum, reason) => sum + (WEIGHTS[reason] ?? 0), 0)

function reasonsOf(a: Movement, b: Movement): string[] {
  const [mine, its] = [referencesOf(a), referencesOf(b)]
  const [name, other] = [nameOf(a), nameOf(b)]
  return [
    ...(mine.some((one) => its.includes(one)) ? ['same-reference'] : []),
    ...(a.iban !== null && a.iban === b.iban ? ['same-iban'] : []),
    ...(name !== '' && name === other ? ['same-name'] : []),
  ]
}

/** The bank's own of each line says nothing: a reversal has another. */
function referencesOf({ references, text }: Movement): string[] {
  const { endToEnd, creditor } = references
  const within = [...bare(text).matchAll(/RF\d{8,23}/g)].map(([one]) => one)
  const given = [endToEnd, creditor].flatMap((one) => (one === undefined ? [] : bare(one)))
  return [...given, ...within].filter((one) => one.length >= SHORTEST)
}

const nameOf = ({ name }: Movement) =>
  bare((name ?? '').normalize('NFD').replace(/\p{M}/gu, ''))
    .split('')
    .toSorted()
    .join('')
