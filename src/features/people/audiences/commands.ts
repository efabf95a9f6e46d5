import { sql } from 'kysely'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, NotFound } from '#platform/errors'
import { record } from '#staff'
import { requireOwner } from './access.ts'
import { audiences, findAudience } from './queries.ts'
import { audiencesIn, expandedSize, isCyclic, MOST_EXPANDED, type Rule } from './rules.ts'
import { type AudienceId, db } from './tables.ts'

type Saved = { id?: AudienceId | undefined; name: string; rule: Rule }

/** Saves an audience, new or known. Throws Conflict when its name is taken, or when it would stand on itself. */
export async function saveAudience(tx: Tx, { actor, now }: Hand, { id = newId(), name, rule }: Saved): Promise<AudienceId> {
  await lock(tx)
  const all = await audiences(tx)
  if (all.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase()))
    throw new Conflict('audiences.name-taken')
  if (isCyclic(id, new Map([...all.map((one) => [one.id, one.rule] as const), [id, rule]]))) throw new Conflict('audiences.cycle')
  // Also those that stand on this one must stay within what can be run.
  const rules = new Map([...all.map((one) => [one.id, one.rule] as const), [id, rule]])
  if ([...rules.values()].some((one) => expandedSize(one, rules) > MOST_EXPANDED)) throw new Conflict('audiences.too-much')
  await db(tx)
    .insertInto('audience')
    .values({
      id,
      name,
      rule: jsonb(rule),
      created_by: actor.account,
      created_at: now,
      updated_at: now,
    })
    .onConflict((on) =>
      on.column('id').doUpdateSet((q) => ({ name: q.ref('excluded.name'), rule: q.ref('excluded.rule'), updated_at: now })),
    )
    .execute()
  await record(tx, { actor, now }, { action: 'change', object: 'audience', id, count: 0 })
  return id
}

/** Takes an audience away, unless another stands on it. */
export async function removeAudience(tx: Tx, { actor, now }: Hand, id: AudienceId): Promise<void> {
  await lock(tx)
  const found = await findAudience(tx, id)
  if (!found) throw new NotFound('error.not-found')
  requireOwner(actor, found)
  const all = await audiences(tx)
  if (all.some(({ rule }) => audiencesIn(rule).includes(id))) throw new Conflict('audiences.in-use')
  await db(tx).deleteFrom('audience').where('id', '=', id).execute()
  await record(tx, { actor, now }, { action: 'remove', object: 'audience', id, count: 0 })
}

/** Two who save at once could make a cycle that neither sees; one comes after the other. */
function lock(tx: Tx) {
  return sql`lock table audience in share row exclusive mode`.execute(db(tx))
}
