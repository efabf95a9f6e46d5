import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import { APPROVAL_TIME, isIndependent } from '../rules.ts'
import { db } from '../tables.ts'
import { heldMandates } from './mandates.ts'

export function openApprovals(handle: Handle, now: Date) {
  return db(handle)
    .selectFrom('approval')
    .innerJoin('account', 'account.id', 'approval.asked_by')
    .leftJoin('account as giver', 'giver.id', 'approval.given_by')
    .select([
      'approval.id',
      'kind',
      'subject',
      'reason',
      'about',
      'path',
      'asked_by',
      'asked_at',
      'given_at',
      'used_at',
      'account.email',
      'giver.email as giver',
    ])
    .where('asked_at', '>', new Date(now.getTime() - APPROVAL_TIME))
    .orderBy('asked_at', 'desc')
    .limit(200)
    .execute()
}

/** What somebody may allow now: another asked for it, and he is independent of that one. Two queries. */
export async function approvalsFor(handle: Handle, account: AccountId, now: Date) {
  const [found, held] = await Promise.all([openApprovals(handle, now), heldMandates(handle, account, now)])
  return found.filter(({ asked_by, given_at }) => !given_at && asked_by !== account && isIndependent(held, asked_by, now))
}

/** How far an act is from being allowed: not asked for, waiting, or allowed and not used yet. */
export async function approvalOf(
  handle: Handle,
  { kind, subject }: { kind: string; subject: string },
  now: Date,
): Promise<'none' | 'waits' | 'given'> {
  const rows = await db(handle)
    .selectFrom('approval')
    .select('given_at')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('used_at', 'is', null)
    .where('asked_at', '>', new Date(now.getTime() - APPROVAL_TIME))
    .execute()
  return rows.some(({ given_at }) => given_at) ? 'given' : rows.length > 0 ? 'waits' : 'none'
}

export function alerts(handle: Handle) {
  return db(handle)
    .selectFrom('alert')
    .leftJoin('account', 'account.id', 'alert.actor')
    .select(['alert.id', 'kind', 'hour', 'count', 'seen_at', 'account.email', 'actor'])
    .orderBy('hour', 'desc')
    .limit(200)
    .execute()
}

/** How many alerts nobody has seen. */
export async function unseenAlerts(handle: Handle): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('alert')
    .select((q) => q.fn.countAll<string>().as('n'))
    .where('seen_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}
