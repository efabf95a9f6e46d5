import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Denied, NotFound } from '#platform/errors'
import type { Actor, Hand } from '#platform/auth/actor'
import { sql } from 'kysely'
import { heldWithin, type Needed, type Territory } from '../access.ts'
import { administrators, findMandate, findRole, heldMandates, seersGivenSince } from '../queries/mandates.ts'
import { ADMINISTRATOR, APART, MANDATES_A_DAY } from '../rules.ts'
import { db, type MandateId, type RoleId } from '../tables.ts'
import { alert } from './alerts.ts'
import { record } from './journal.ts'

export type NewMandate = {
  account: AccountId
  role: RoleId
  /** An area or a town; undefined: everywhere. */
  territory: { area_id: string | null; place_id: string | null }
  starts: Date
  ends: Date | null
}

/** Nobody gives the first ones: they come with the set-up. */
type Giving = { giver: Actor | undefined; now: Date }

/** Gives a mandate. Throws Denied when it would give more than the giver holds. */
export async function giveMandate(tx: Tx, { giver, now }: Giving, mandate: NewMandate): Promise<MandateId> {
  const { account, role, territory, starts, ends } = mandate
  if (giver) await requireNoMore(tx, giver, { role_id: role, ...territory })
  if (giver?.account === account) throw new Denied('staff.mandate.self')
  await lockMandates(tx)
  if (giver && (await holds(tx, mandate, now))) throw new Conflict('staff.mandate.there')
  const id = newId()
  const row = {
    id,
    account_id: account,
    role_id: role,
    ...territory,
    starts_at: starts,
    ends_at: giver ? await endFor(tx, { actor: giver, now }, ends) : ends,
    given_by: giver?.account ?? null,
  }
  await db(tx).insertInto('mandate').values(row).execute()
  await record(tx, { actor: giver, now }, { action: 'give', object: 'mandate', id, fields: [role], count: 0 })
  if (giver) await tellOfMany(tx, { actor: giver, now })
  return id
}

const DAY = 24 * 60 * 60 * 1000

/** Whoever lets in many who may see people can have them look for her. */
async function tellOfMany(tx: Tx, { actor, now }: Hand): Promise<void> {
  const count = await seersGivenSince(tx, actor.account, new Date(now.getTime() - DAY))
  if (count > MANDATES_A_DAY) await alert(tx, { kind: 'many-mandates', actor: actor.account, at: now, count })
}

/** Whether the account holds this very mandate: a second one would outlive the first that is withdrawn. */
async function holds(tx: Tx, { account, role, territory }: NewMandate, now: Date): Promise<boolean> {
  const held = await heldMandates(tx, account, now)
  return held.some(
    ({ role_id, area_id, place_id }) => role_id === role && area_id === territory.area_id && place_id === territory.place_id,
  )
}

/** Nobody gives for longer than he holds himself. */
async function endFor(tx: Tx, { actor, now }: Hand, ends: Date | null): Promise<Date | null> {
  const held = (await heldMandates(tx, actor.account, now)).filter(({ permissions }) => permissions.includes('mandates.give'))
  if (held.some(({ ends_at }) => ends_at === null)) return ends
  const last = new Date(Math.max(...held.map(({ ends_at }) => ends_at!.getTime())))
  return ends && ends < last ? ends : last
}

/** A set-up that is done again begins anew: whoever a mistyped address let in before goes. */
export async function endSetUpMandates(tx: Tx, now: Date): Promise<void> {
  await db(tx)
    .updateTable('mandate')
    .set({ ends_at: sql`greatest(starts_at, ${now}::timestamptz)` })
    .where('given_by', 'is', null)
    .where('ends_at', 'is', null)
    .execute()
}

/** Ends a mandate now. The last administrator keeps his: somebody must be able to let others in. */
export async function endMandate(tx: Tx, { actor, now }: Hand, id: MandateId): Promise<void> {
  await lockMandates(tx)
  const mandate = await findMandate(tx, id, now)
  if (!mandate) throw new NotFound('staff.mandate.over')
  await requireNoMore(tx, actor, mandate)
  if (mandate.role_id === ADMINISTRATOR && (await administrators(tx, now)) <= 1) throw new Conflict('staff.mandate.last')
  await db(tx)
    .updateTable('mandate')
    .set({ ends_at: sql`greatest(starts_at, ${now}::timestamptz)` })
    .where('id', '=', id)
    .execute()
  await record(tx, { actor, now }, { action: 'end', object: 'mandate', id, fields: [mandate.role_id], count: 0 })
  if (mandate.watches && mandate.account_id !== actor.account)
    await alert(tx, { kind: 'watcher-ended', actor: actor.account, at: now, count: 1 })
}

/** Two administrators who end each other's mandate at once, or a form that is sent twice: one of them comes second. */
function lockMandates(tx: Tx) {
  return sql`lock table mandate in share row exclusive mode`.execute(db(tx))
}

/** Throws Denied where the role, in that territory, would be more than the giver holds himself; of a role apart, where he does not give mandates everywhere. */
export async function requireNoMore(
  tx: Tx,
  actor: Actor,
  { role_id, area_id, place_id }: { role_id: RoleId } & Territory,
): Promise<void> {
  const role = await findRole(tx, role_id)
  if (!role) throw new NotFound('staff.role.unknown')
  const needed = APART.includes(role_id)
    ? { permissions: ['mandates.give'], at: { area_id: null, place_id: null } }
    : { permissions: ['mandates.give', ...role.permissions], at: { area_id, place_id } }
  await requireHeld(tx, actor, needed)
}

/** Nobody gives what he does not hold himself, nor beyond where he holds it: throws Denied. */
export async function requireHeld(tx: Tx, actor: Actor, needed: Needed): Promise<void> {
  const held = await heldWithin(tx, actor.grants, needed)
  if (held.length < needed.permissions.length) throw new Denied('staff.mandate.more')
}
