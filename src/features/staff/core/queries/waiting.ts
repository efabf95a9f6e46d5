import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import { bondOf } from '../independence.ts'
import { APPROVAL_TIME } from '../rules.ts'
import { db } from '../tables.ts'
import { bondsOf } from './bonds.ts'

function openApprovals(handle: Handle, now: Date) {
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

/** What was asked, and what stands between who asked and this account. Two queries. */
export async function approvalsSeenBy(handle: Handle, account: AccountId, now: Date) {
  const found = await openApprovals(handle, now)
  const bonds = await bondsOf(handle, [account, ...found.map(({ asked_by }) => asked_by)], now)
  const approvals = found.map((one) => ({ ...one, bond: bondOf({ asks: one.asked_by, allows: account }, bonds) }))
  return { approvals, few: bonds.few }
}

/** What somebody may allow now: another asked for it, and he is independent of that one. */
export async function approvalsFor(handle: Handle, account: AccountId, now: Date) {
  const { approvals } = await approvalsSeenBy(handle, account, now)
  return approvals.filter(({ given_at, bond }) => !given_at && !bond)
}

export type ApprovalState = 'none' | 'waits' | 'given'

type Acts = { kind: string; subjects: string[]; by?: AccountId | undefined }

/** How far acts are from being allowed, to anybody or `by` one who asked: waiting, or allowed and not used yet; those that nobody asked for are not in it. */
export async function approvalStates(
  handle: Handle,
  { kind, subjects, by }: Acts,
  now: Date,
): Promise<Map<string, ApprovalState>> {
  const rows = await db(handle)
    .selectFrom('approval')
    .select(['subject', (w) => w.fn.agg<boolean>('bool_or', [w('given_at', 'is not', null)]).as('given')])
    .where('kind', '=', kind)
    .where('subject', 'in', subjects.length > 0 ? subjects : [''])
    .$if(by !== undefined, (q) => q.where('asked_by', '=', by!))
    .where('used_at', 'is', null)
    .where('asked_at', '>', new Date(now.getTime() - APPROVAL_TIME))
    .groupBy('subject')
    .execute()
  return new Map(rows.map(({ subject, given }) => [subject, given ? 'given' : 'waits']))
}

/** The same, of one act. */
export async function approvalOf(
  handle: Handle,
  { subject, ...rest }: { kind: string; subject: string; by?: AccountId },
  now: Date,
): Promise<ApprovalState> {
  return (await approvalStates(handle, { ...rest, subjects: [subject] }, now)).get(subject) ?? 'none'
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
