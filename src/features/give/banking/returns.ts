import table from './data/returns.json' with { type: 'json' }

/**
 * What becomes of a monthly gift whose debit came back. `again`: it may pass at another try. `stop`: no further debit on this mandate, the donor is told and may begin anew.
 * `tell`: no debit until the treasurer has looked.
 */
type ReturnAction = 'again' | 'stop' | 'tell'
type ReturnReason = { code: string; name: string; action: ReturnAction; why: string }

const REASONS = new Map(table.reasons.map((reason) => [reason.code, reason as ReturnReason]))

export const isReason = (code: string): boolean => REASONS.has(code)

/** What a reason of a return means for a monthly gift; of one that is not known the treasurer is told. */
export function reasonOf(code: string): ReturnReason {
  return REASONS.get(code) ?? { code, name: '', action: 'tell', why: 'not in the table' }
}
