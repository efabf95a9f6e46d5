import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import { type Bonds, SETTLED } from '../independence.ts'
import type { Warning } from '../queues.ts'
import { db } from '../tables.ts'
import { bondsOf } from './bonds.ts'

/** As long as somebody new has to be there before she allows anything: who takes mandates away first does not act unseen. */
const TOLD_AFTER = SETTLED

/** Whom warnings go to: who may allow what others ask, everywhere, and who could until a week ago. */
export function watchers(handle: Handle, now: Date): Promise<{ account: AccountId; email: string }[]> {
  return db(handle)
    .selectFrom('mandate')
    .innerJoin('role', 'role.id', 'role_id')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['account.id as account', 'account.email'])
    .distinct()
    .where('area_id', 'is', null)
    .where('place_id', 'is', null)
    .where((w) => w(w.val('approvals.give'), '=', w.fn.any('permissions')))
    .where('starts_at', '<=', now)
    .where((w) => w.or([w('ends_at', 'is', null), w('ends_at', '>', new Date(now.getTime() - TOLD_AFTER))]))
    .execute()
}

export type ToldApproval = {
  step: 'asked' | 'given'
  kind: string
  about: string | null
  asker: string
  giver: string | null
  bonds: Bonds
  emails: ReadonlyMap<string, string>
}

/** An approval as a warning tells it; undefined: it was given up meanwhile. */
export async function toldApproval(
  handle: Handle,
  { approval, step }: Extract<Warning, { approval: unknown }>,
  now: Date,
): Promise<ToldApproval | undefined> {
  const found = await db(handle)
    .selectFrom('approval')
    .innerJoin('account', 'account.id', 'asked_by')
    .leftJoin('account as giver', 'giver.id', 'approval.given_by')
    .select(['kind', 'about', 'asked_by', 'given_by', 'account.email as asker', 'giver.email as giver'])
    .where('approval.id', '=', approval)
    .executeTakeFirst()
  if (!found) return undefined
  const { kind, about, asker, giver, asked_by, given_by } = found
  const bonds = await bondsOf(handle, given_by ? [asked_by, given_by] : [asked_by], now)
  return { step, kind, about, asker, giver, bonds, emails: await emailsOf(handle, bonds) }
}

async function emailsOf(handle: Handle, { ties }: Bonds): Promise<Map<string, string>> {
  const ids = [...new Set(ties.flatMap(({ account, given_by }) => (given_by ? [account, given_by] : [account])))]
  const rows = await db(handle).selectFrom('account').select(['id', 'email']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, email }) => [id, email]))
}

/** `actor`: an address, or the number of a key. */
export type ToldAlert = { kind: string; count: number; actor: string }

export function toldAlert(handle: Handle, id: string) {
  return db(handle)
    .selectFrom('alert')
    .leftJoin('account', 'account.id', 'alert.actor')
    .select(['kind', 'count', 'actor', 'account.email'])
    .where('alert.id', '=', id)
    .executeTakeFirst()
}
