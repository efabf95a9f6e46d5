import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid } from '#platform/errors'
import type { Actor } from '#platform/auth/actor'
import type { Locale } from '#platform/i18n/locales'
import { normalise } from '#platform/text/normalise'
import { record } from '#staff'
import { dropPoint, type HashOf, holdPoint, markPoint, movePoint, type Quality } from '../../addresses/index.ts'
import type { FieldRow } from '../../fields/index.ts'
import { supporterOf } from '../rules.ts'
import { type CustomValue, db, type PersonId, type TagId } from '../tables.ts'
import { writeKeys } from './keys.ts'
import { forgetErasure } from '../../ledger/index.ts'
import { holdersOf } from '../queries/holders.ts'
import { countPerson } from './tally.ts'

/** Who changes a record, and when: what the journal needs. */
export type Hand = { actor: Pick<Actor, 'account' | 'roles'>; now: Date }

/** The same, with whose record it is. */
type HandOn = Hand & { person: PersonId }

type NewPoint = { kind: 'email' | 'phone'; value: string; hashOf: HashOf }

type Moved = { person: PersonId | undefined; from: string; to: string; hashOf: HashOf }

export type Details = FieldRow & {
  given_name: string
  family_name: string | null
  locale: Locale
  country: string
  postal_code: string | null
  place_id: string | null
  town: string | null
  /** Of the place; without one, where her postal code lies. */
  department_id: string | null
}

/** Changes who a person is and where she lives; counts and search follow in the same transaction. */
export async function changeDetails(tx: Tx, hand: HandOn, details: Details): Promise<void> {
  const { person: id, now } = hand
  const before = await db(tx)
    .selectFrom('person')
    .select(['country', 'place_id', 'department_id'])
    .select(sql<string | null>`confirmed_on::text`.as('confirmed_on'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const supporter = supporterOf(before)
  await countPerson(tx, supporter, supporter && { ...details, confirmed_on: supporter.confirmed_on })
  await db(tx)
    .updateTable('person')
    .set({ ...details, updated_at: now })
    .where('id', '=', id)
    .execute()
  await writeKeys(tx, [{ id, ...details }])
  await told(tx, hand, { fields: Object.keys(details) })
}

/** Holds people's rows until the end of the transaction, in one order for all: what is decided about them stays true meanwhile. */
export async function lockPeople(tx: Tx, ids: PersonId[]): Promise<void> {
  if (ids.length === 0) return
  await sql`select id from person where id = any(${ids}::uuid[]) order by id for update`.execute(db(tx))
}

/** Adds an address or a number. An address counts as claimed until its owner signs with it: nobody gets into a record by being written there. */
export async function addPoint(tx: Tx, hand: HandOn, point: NewPoint): Promise<void> {
  const { person, now } = hand
  const name = await nameOf(tx, person)
  const held = await holdPoint(tx, { person, name, ...point, claimed: point.kind === 'email', now })
  if (!held) throw new Conflict('directory.point.taken')
  await told(tx, hand, { fields: [point.kind] })
}

/** An account has moved to another mailbox, and with it whoever it spoke for; those who share the old one stay there. */
export async function moveAddress(tx: Tx, hand: Hand, { person, ...moved }: Moved): Promise<void> {
  if (!person) return
  // Who signs at either meanwhile waits, and finds her where she is then.
  for (const mailbox of [moved.from, moved.to].toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${mailbox}, 0))`.execute(db(tx))
  await lockPeople(tx, [person])
  const holder = (await holdersOf(tx, moved.from)).find(({ id }) => id === person)
  if (!holder || !(await movePoint(tx, { person, ...moved, name: holder, now: hand.now }))) return
  await forgetErasure(tx, moved.hashOf(moved.to))
  await told(tx, { ...hand, person }, { fields: ['email'] })
}

function nameOf(tx: Tx, person: PersonId) {
  return db(tx).selectFrom('person').select(['given_name', 'family_name']).where('id', '=', person).executeTakeFirstOrThrow()
}

/** Notes that a record changed: an import that made it can no longer be undone over this. */
async function told(tx: Tx, hand: HandOn, entry: { fields: string[]; reason?: string }): Promise<void> {
  await db(tx).updateTable('person').set({ updated_at: hand.now }).where('id', '=', hand.person).execute()
  await record(tx, hand, { action: 'change', object: 'person', id: hand.person, ...entry })
}

export async function setQuality(tx: Tx, hand: HandOn, point: { id: string; quality: Quality }): Promise<void> {
  await markPoint(tx, { ...point, person: hand.person })
  await told(tx, hand, { fields: ['quality'], reason: point.quality })
}

export async function removePoint(tx: Tx, hand: HandOn, point: string): Promise<void> {
  await dropPoint(tx, { id: point, person: hand.person })
  await told(tx, hand, { fields: ['contact_point'], reason: 'removed' })
}

/** The tag of that name, made when there is none; one tag however it is written. */
async function tagNamed(tx: Tx, typed: string): Promise<TagId> {
  // As the search takes it: `#ally` is the tag «ally».
  const name = typed.replace(/^\s*#+/, '')
  const key = normalise(name)
  if (key === '') throw new Invalid({ tag: 'form.wrong' })
  await db(tx)
    .insertInto('tag')
    .values({ id: newId(), name: name.trim(), key })
    .onConflict((on) => on.column('key').doNothing())
    .execute()
  return (await db(tx).selectFrom('tag').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
}

export async function addTag(tx: Tx, hand: HandOn, name: string): Promise<void> {
  const tag = await tagNamed(tx, name)
  await db(tx)
    .insertInto('person_tag')
    .values({ tag_id: tag, person_id: hand.person, added_at: hand.now })
    .onConflict((on) => on.doNothing())
    .execute()
  await told(tx, hand, { fields: ['tag'] })
}

export async function removeTag(tx: Tx, hand: HandOn, tag: TagId): Promise<void> {
  await db(tx).deleteFrom('person_tag').where('tag_id', '=', tag).where('person_id', '=', hand.person).execute()
  await told(tx, hand, { fields: ['tag'] })
}

export async function addNote(tx: Tx, hand: HandOn, text: string): Promise<void> {
  await db(tx)
    .insertInto('note')
    .values({ id: newId(), person_id: hand.person, text, written_by: hand.actor.account, written_at: hand.now })
    .execute()
  await told(tx, hand, { fields: ['note'] })
}

/** Sets values of custom fields; null takes one away. Values are checked before (`readCustom`). */
export async function setCustom(tx: Tx, hand: HandOn, values: Record<string, CustomValue | null>): Promise<void> {
  if (Object.keys(values).length === 0) return
  await db(tx)
    .updateTable('person')
    .set({ custom: sql`jsonb_strip_nulls(custom || ${JSON.stringify(values)}::jsonb)`, updated_at: hand.now })
    .where('id', '=', hand.person)
    .execute()
  await told(tx, hand, { fields: Object.keys(values) })
}

/** Puts a record in quarantine, or takes it out (GDPR art. 18). */
export async function setRestriction(tx: Tx, hand: HandOn, restricted: boolean): Promise<void> {
  await db(tx)
    .updateTable('person')
    .set({ restricted_at: restricted ? hand.now : null, updated_at: hand.now })
    .where('id', '=', hand.person)
    .execute()
  await record(tx, hand, { action: restricted ? 'restrict' : 'release', object: 'person', id: hand.person })
}

/** Silence until a day; null: no longer. */
export async function pausePerson(tx: Tx, hand: HandOn, until: string | null): Promise<void> {
  await db(tx).updateTable('person').set({ paused_until: until }).where('id', '=', hand.person).execute()
  await told(tx, hand, { fields: ['paused_until'] })
}
