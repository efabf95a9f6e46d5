import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { numberIn } from '../banking/index.ts'
import type { RecipientId } from '../core/index.ts'
import type { Expected } from '../reconciling/index.ts'
import { type LoanRecord, select, whole } from './queries.ts'
import { loanReference, type State } from './rules.ts'
import type { LoanId } from './tables.ts'

const STANDING: Record<State, Expected['standing']> = {
  agreed: 'awaited',
  received: 'came',
  repaid: 'came',
  expired: 'late',
  cancelled: 'late',
}

const expectedLoan = ({ id, number, amount, currency, given_name, family_name, state }: LoanRecord): Expected => ({
  kind: 'loan',
  id,
  reference: loanReference(number),
  amount,
  currency,
  name: `${given_name} ${family_name}`,
  standing: STANDING[state],
  state,
})

/** Loans to a recipient, in whatever state, the oldest first. */
export async function expectedLoans(handle: Handle, recipient: RecipientId): Promise<Expected[]> {
  const rows = await select(handle).where('loan.recipient_id', '=', recipient).orderBy('loan.id').execute()
  return (await whole(handle, rows)).map(expectedLoan)
}

type Sought = { ids?: readonly LoanId[]; words?: string; limit?: number }

/** Those of these ids, or those whose money is awaited that a treasurer looks for by a name, an address or a reference. */
export async function findExpected(
  handle: Handle,
  recipient: RecipientId,
  { ids, words, limit = 20 }: Sought,
): Promise<Expected[]> {
  if (ids?.length === 0) return []
  const number = numberIn(words ?? '')
  const part = `%${(words ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const rows = await select(handle)
    .where('loan.recipient_id', '=', recipient)
    .$if(ids !== undefined, (q) => q.where('loan.id', 'in', [...ids!]))
    .$if(words !== undefined, (q) =>
      q
        .where('loan.state', '=', 'agreed')
        .where(
          number === undefined
            ? sql<boolean>`(donor.given_name || ' ' || donor.family_name ilike ${part} or donor.email ilike ${part})`
            : sql<boolean>`loan.number = ${number}::bigint`,
        ),
    )
    .orderBy('loan.id', 'desc')
    .limit(limit)
    .execute()
  return (await whole(handle, rows)).map(expectedLoan)
}
