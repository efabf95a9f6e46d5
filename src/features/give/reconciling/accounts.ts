import { type BankStatement, isOfAccount, type Refusal } from '../banking/index.ts'

/** Why a file is not taken: by banking, or because it is another account's or currency's. */
export type FileRefusal =
  | Refusal
  | { why: 'other-account' | 'other-currency' | 'no-account'; line: number; values: Record<string, string> }

type Account = { iban: string | null; currency: string }
type Sorted = { own: BankStatement[] } | { refused: FileRefusal }

/** Statements of a file that are of the recipient's account. A CSV says no account: whoever brings it says that it is this one. */
export function ownStatements(statements: readonly BankStatement[], { iban, currency }: Account): Sorted {
  if (iban === null) return { refused: { why: 'no-account', line: 1, values: {} } }
  const own = statements.filter(({ account }) => account === null || isOfAccount(account, iban))
  if (own.length === 0) {
    const said = [...new Set(statements.map(({ account }) => account ?? ''))].slice(0, 3).join(', ')
    return { refused: { why: 'other-account', line: 1, values: { account: said, iban } } }
  }
  const strange = own.find((one) => one.currency !== currency)
  if (strange) return { refused: { why: 'other-currency', line: 1, values: { currency: strange.currency, ours: currency } } }
  return { own }
}
