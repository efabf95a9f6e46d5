import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import type { Hand } from '#platform/auth/actor'
import { type Bonds, bondOf, hands } from '../independence.ts'
import { enqueue } from '#platform/jobs/queue'
import { bondsOf } from '../queries/bonds.ts'
import { warning } from '../queues.ts'
import { APPROVAL_TIME } from '../rules.ts'
import { type ApprovalId, db } from '../tables.ts'
import { record } from './journal.ts'

/** What needs a second person: its kind, and exactly which. */
export type Sensitive = { kind: string; subject: string; reason: string; about?: string; path?: string }

/** Asks another person to allow something. */
export async function askApproval(
  tx: Tx,
  { actor, now }: Hand,
  { kind, subject, reason, about, path }: Sensitive,
): Promise<ApprovalId> {
  const id = newId()
  const asked = { asked_by: actor.account, asked_at: now, given_by: null, given_at: null, used_at: null }
  await db(tx)
    .insertInto('approval')
    .values({ id, kind, subject, reason, about: about ?? null, path: path ?? null, ...asked })
    .execute()
  const ties = await bondsOf(tx, [actor.account], now)
  await record(tx, { actor, now }, { action: 'ask', object: 'approval', id, fields: [kind, ...handsIn(ties)], reason, count: 0 })
  enqueue(tx, warning, { approval: id, step: 'asked' })
  return id
}

/** Allows what another asked. Throws Conflict for one's own. */
export async function giveApproval(tx: Tx, hand: Hand, id: ApprovalId): Promise<void> {
  const { actor, now } = hand
  const bonds = await requireIndependent(tx, hand, id)
  const approval = await db(tx)
    .updateTable('approval')
    .set({ given_by: actor.account, given_at: now })
    .where('id', '=', id)
    .where('given_by', 'is', null)
    .where('asked_by', '!=', actor.account)
    .where('asked_at', '>', new Date(now.getTime() - APPROVAL_TIME))
    .returning(['kind'])
    .executeTakeFirst()
  if (!approval) throw new Conflict('staff.approval.not-yours')
  const fields = [approval.kind, ...(bonds ? handsIn(bonds) : [])]
  await record(tx, { actor, now }, { action: 'allow', object: 'approval', id, fields, count: 0 })
  enqueue(tx, warning, { approval: id, step: 'given' })
}

/** Who had let whom in, as the journal keeps it: `MADE<MAKER`. */
const handsIn = ({ ties }: Bonds) => hands(ties).map((pair) => pair.join('<'))

/** Throws Conflict, with the words for why, where the two accounts may be one person. */
async function requireIndependent(tx: Tx, { actor, now }: Hand, id: ApprovalId): Promise<Bonds | undefined> {
  const asked = await db(tx).selectFrom('approval').select('asked_by').where('id', '=', id).executeTakeFirst()
  if (!asked) return undefined
  const bonds = await bondsOf(tx, [actor.account, asked.asked_by], now)
  const bond = bondOf({ asks: asked.asked_by, allows: actor.account }, bonds)
  if (bond && bond !== 'self') throw new Conflict(`staff.approval.bond-${bond}`)
  return bonds
}

/** What was asked for is given up: nobody need allow it any more. */
export async function withdrawApprovals(tx: Tx, { kind, subject }: Pick<Sensitive, 'kind' | 'subject'>): Promise<void> {
  await db(tx)
    .deleteFrom('approval')
    .where((w) => w.and({ kind, subject }))
    .where('used_at', 'is', null)
    .execute()
}

/** Takes an approval for this very act, once. Throws NotFound when nobody gave one: ask first. */
export async function useApproval(tx: Tx, { actor, now }: Hand, { kind, subject }: Omit<Sensitive, 'reason'>): Promise<void> {
  const used = await db(tx)
    .updateTable('approval')
    .set({ used_at: now })
    .where('id', '=', (q) =>
      q
        .selectFrom('approval')
        .select('id')
        .where((w) => w.and({ kind, subject, asked_by: actor.account }))
        .where('given_at', '>', new Date(now.getTime() - APPROVAL_TIME))
        .where('used_at', 'is', null)
        .limit(1)
        .forUpdate(),
    )
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!used) throw new NotFound('staff.approval.needed')
}
