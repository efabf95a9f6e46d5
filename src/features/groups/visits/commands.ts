import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { bringPeople, erasePerson, type Incoming, lockPeople, type PersonId, type Purpose } from '#people'
import { type agreedBy, type GroupId, lockGroup, roleOf } from '../core/index.ts'
import { joinGroup } from '../joining/index.ts'
import { daysAgo, ENTERED_WITHIN, MOST_ENTERED } from './rules.ts'
import { db, type How } from './tables.ts'
type HashOf = (address: string) => Buffer

/** Milliseconds in which the same line is one that was pressed twice. */
const JUST = 600_000

export type PaperEntry = {
  group: GroupId
  by: PersonId
  row: Incoming
  /** What she ticked on the sheet, in its words. */
  agreed: ReturnType<typeof agreedBy>
  /** YYYY-MM-DD */
  signed_on: string
  kept_by: string
  /** What the ledgers quote: which sheet, signed when, kept by whom. */
  proof: string
  hashOf: HashOf
}

/**
 * Takes in a member who agreed on paper. She gets a record of her own, whoever else has that name or number: an organiser learns nothing of the
 * file. She is a member, and no supporter: nothing here raises that number.
 */
export async function enterOnPaper(tx: Tx, entry: PaperEntry, now: Date): Promise<PersonId> {
  const { group, by, row, agreed, signed_on, kept_by, proof, hashOf } = entry
  await lockPeople(tx, [by])
  // Hers alone: that a number was erased once says nothing against a sheet that its owner signs today, and nobody learns of it here.
  const bringing = {
    origin: 'paper',
    origin_label: proof,
    proof,
    evidence: proof,
    method: 'paper',
    now,
    hashOf,
    unlisted: true,
    purposes: [] as Purpose[],
  } as const
  // People before groups: who has the same number is held while she is looked for.
  const [fate] = await bringPeople(tx, [row], { ...bringing, reach: [[]] })
  const person = fate?.person
  if (!person) throw new Conflict(fate?.reason ?? 'visits.refused')
  await lockGroup(tx, group)
  const entered = { group_id: group, entered_at: now }
  if (await hasJustEntered(tx, { ...entry, person }, now)) throw new Conflict('visits.twice')
  if ((await countEntered(tx, group, daysAgo(now, ENTERED_WITHIN))) >= MOST_ENTERED) throw new Conflict('visits.enough')
  await db(tx)
    .insertInto('paper_entry')
    .values({ id: newId(), ...entered })
    .execute()
  await db(tx)
    .insertInto('paper_member')
    .values({ ...entered, person_id: person, signed_on, kept_by, entered_by: by })
    .execute()
  if ((await joinGroup(tx, { group, person, how: 'paper', agreed }, now)) === 'asked') throw new Conflict('visits.full')
  return person
}

/** Whether the same line was sent a moment ago: pressed twice, it is one person. Call it while the group is held. */
async function hasJustEntered(tx: Tx, { group, row, person }: PaperEntry & { person: PersonId }, now: Date): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (
    select from paper_member pm join person on person.id = pm.person_id
    where pm.group_id = ${group}::uuid and pm.entered_at > ${new Date(now.getTime() - JUST)}::timestamptz and pm.person_id <> ${person}::uuid
      and person.given_name = ${row.given_name} and person.family_name is not distinct from ${row.family_name}
      and (select coalesce(array_agg(value order by value), '{}') from contact_point c where c.person_id = person.id)
        = (select coalesce(array_agg(value order by value), '{}') from contact_point c where c.person_id = ${person}::uuid)) as found`.execute(
    db(tx),
  )
  return rows[0]!.found
}

type Visiting = { group: GroupId; person: PersonId; by: PersonId; how: How; words: string | null }

/** Notes that somebody was called or seen. */
export async function noteVisit(tx: Tx, { group, person, by, how, words }: Visiting, now: Date): Promise<void> {
  await lockPeople(tx, [...new Set([by, person])])
  if (!(await roleOf(tx, group, person))) throw new NotFound('visits.gone')
  await db(tx)
    .insertInto('visit')
    .values({ id: newId(), group_id: group, person_id: person, visited_by: by, how, words, at: now })
    .execute()
}

/**
 * Forgets people who came on paper, are in no group any more and agreed to nothing else: their record has no purpose left. Gives how many.
 */
export async function forgetPaperMembers(tx: Tx, { now, limit }: { now: Date; limit: number }): Promise<number> {
  const { rows } = await sql<{
    person_id: PersonId
  }>`select pm.person_id from paper_member pm join person on person.id = pm.person_id
    where not exists (select from membership m where m.person_id = pm.person_id)
      and person.confirmed_on is null and not exists (select from unnest(person.agreed) as agreed where agreed not like '%:file') and person.origin = 'paper' and person.restricted_at is null
      and not exists (select from consent c where c.person_id = person.id and c.method <> 'paper')
    order by pm.person_id limit ${limit}`.execute(db(tx))
  for (const { person_id } of rows) await erasePerson(tx, { person: person_id, now, reason: 'retention' })
  return rows.length
}

async function countEntered(tx: Tx, group: GroupId, since: Date): Promise<number> {
  const { n } = await db(tx)
    .selectFrom('paper_entry')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('group_id', '=', group)
    .where('entered_at', '>', since)
    .executeTakeFirstOrThrow()
  return n
}
