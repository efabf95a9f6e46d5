import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { numberIn } from '../../banking/index.ts'
import type { RecipientId } from '../../core/index.ts'
import type { Expected } from '../../reconciling/index.ts'
import { dueReference } from '../rules.ts'
import type { DueId } from '../tables.ts'
import { type DueRecord, select, whole } from './dues.ts'

const STATES = ['promised', 'expired', 'cancelled', 'paid', 'lost', 'refunded'] as const
const STANDING: Partial<Record<DueRecord['state'], Expected['standing']>> = {
  promised: 'awaited',
  paid: 'came',
  expired: 'late',
  cancelled: 'late',
}

const expectedDue = ({ id, number, amount, currency, given_name, family_name, state }: DueRecord): Expected => ({
  kind: 'due',
  id,
  reference: dueReference(number),
  amount,
  currency,
  name: `${given_name} ${family_name}`,
  standing: STANDING[state] ?? 'gone',
  state,
})

const ofRecipient = (handle: Handle, recipient: RecipientId) =>
  select(handle)
    .where('m.recipient_id', '=', recipient)
    .where('due.mode', '=', 'transfer')
    .where('due.state', 'in', [...STATES])

/** Transfers of dues that were promised to a recipient, in whatever state, the oldest first. */
export async function expectedDues(handle: Handle, recipient: RecipientId): Promise<Expected[]> {
  const rows = await ofRecipient(handle, recipient).orderBy('due.id').execute()
  return rows.map(whole).map(expectedDue)
}

type Sought = { ids?: readonly DueId[]; words?: string; limit?: number }

/** Those of these ids, or those not there yet that a treasurer looks for by a name, an address or a reference. */
export async function findExpected(
  handle: Handle,
  recipient: RecipientId,
  { ids, words, limit = 20 }: Sought,
): Promise<Expected[]> {
  if (ids?.length === 0) return []
  const number = numberIn(words ?? '')
  const part = `%${(words ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const rows = await ofRecipient(handle, recipient)
    .$if(ids !== undefined, (q) => q.where('due.id', 'in', [...ids!]))
    .$if(words !== undefined, (q) =>
      q
        .where('due.state', 'not in', ['paid', 'refunded'])
        .where(
          number === undefined
            ? sql<boolean>`(donor.given_name || ' ' || donor.family_name ilike ${part} or donor.email ilike ${part})`
            : sql<boolean>`due.number = ${number}::bigint`,
        ),
    )
    .orderBy('due.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(whole).map(expectedDue)
}
