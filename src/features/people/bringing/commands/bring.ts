import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle, Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { liesWithin } from '#territories'
import {
  admitSupporter,
  lockPeople,
  type Origin,
  type PersonFields,
  type PersonId,
  putPeopleBack,
  refreshAgreed,
} from '../../core/index.ts'
import { MAILBOX, type Purpose, type Said, type Wording } from '../../ledger/index.ts'
import { knownFor, standingsOf } from '../queries.ts'
import {
  beforeOf,
  changesOf,
  type Fate,
  type Incoming,
  inRounds,
  isHeld,
  knowing,
  type Known,
  matchOf,
  meantIn,
  nearTo,
  type Standing,
  tracesOf,
  within,
} from '../rules.ts'
import { db } from '../tables.ts'
import { writeRows, writeShared } from './rows.ts'
import { recordRefused, recordSaid, recordUnproved, wordsOf } from './wishes.ts'
/** Where rows come from, and what proves that they may be here. */
export type Bringing = {
  origin: Origin
  origin_label: string
  /** Why the movement may hold them: kept word for word beside each consent. */
  proof: string
  /** Import, sheet or call that brought them. */
  evidence: string
  method: 'import' | 'paper' | 'phone' | 'event' | 'api'
  /** One moment for all rows of a file: what is newer was touched by somebody else. */
  now: Date
  /** The moment of these rows, where it is later. */
  at?: Date
  hashOf(address: string): Buffer
  /** The list of those to be left alone is not asked: she signs for herself today. */
  unlisted?: true
  /** What rows may say that somebody wants. */
  purposes: Purpose[]
  /** Whoever lies outside one of these territories is nobody that whoever types may reach: her row makes a record of its own. */
  reach?: Scope[]
  /** What they had before them when they signed by hand, and the day (YYYY-MM-DD): such people are supporters. */
  signed?: { on: string; wordings: Record<string, Wording> }
  /**
   * The caller begins anew when somebody else writes an address or an id of a new person in the meantime (SQLSTATE 23505): they are
   * written without a look at each. Only for rows that reach everybody, which find whoever holds one already.
   */
  anew?: true
  /**
   * Waits until the rows that come before these, and are brought at once with them, are committed, and gives whether they were not
   * already. Called before the first lock that could be wanted by both.
   */
  turn?: () => Promise<boolean>
}

/** One row with whom it is about. `claimed`: nothing says yet that its addresses are hers. */
export type Matched = {
  row: Incoming
  id: PersonId
  standing: Standing | undefined
  changes: Partial<PersonFields>
  claimed: boolean
}

/** Rows that are written at once, and what of their wishes counts. */
export type Round = { matched: Matched[]; said: Said[] }

/** What would become of rows, without writing anything. */
export async function foresee(handle: Handle, rows: Incoming[], deciding: Deciding): Promise<Fate[]> {
  return (await decide(handle, rows, deciding)).fates
}

/**
 * Brings rows into the file: makes people or brings them up to date, adds what they say they want, and never wakes who left. For
 * some thousands at once, in a number of statements that does not depend on how many. Rows about the same person come
 * one after the other.
 */
export async function bringPeople(tx: Tx, rows: Incoming[], bringing: Bringing): Promise<Fate[]> {
  const fates: Fate[] = []
  const once = { ...bringing, hashOf: remembered(bringing.hashOf) }
  if (rows.length <= TYPED) await lockAddresses(tx, rows)
  for (const round of inRounds(rows)) fates.push(...(await bringRound(tx, round, once)))
  return fates
}

/** So many rows somebody may have typed; more come from files, of which one runs at a time. */
const TYPED = 50

/** Of two who bring or confirm the same address, number or foreign id at once, the second finds whom the first made. */
async function lockAddresses(tx: Tx, rows: Incoming[]): Promise<void> {
  for (const address of [...new Set(rows.flatMap(tracesOf))].toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${address}, 0))`.execute(db(tx))
}

/** A keyed hash costs more than looking it up, and each address is asked for several times. */
function remembered(hashOf: Bringing['hashOf']): Bringing['hashOf'] {
  const known = new Map<string, Buffer>()
  return (address) => {
    const hash = known.get(address) ?? hashOf(address)
    known.set(address, hash)
    return hash
  }
}

async function bringRound(tx: Tx, rows: Incoming[], bringing: Bringing): Promise<Fate[]> {
  const { fates, matched, unplaced } = await decide(tx, rows, { ...bringing, hold: (people) => lockPeople(tx, people) })
  const said = await wordsOf(tx, matched, bringing)
  const touched = await writeRows(tx, { matched, said }, bringing)
  await recordSaid(tx, { matched, said }, bringing)
  await recordUnproved(tx, { matched, said }, bringing)
  await recordRefused(tx, unplaced, bringing)
  await bringing.turn?.()
  await writeShared(tx, { matched, touched }, bringing)
  const standing = matched.filter((one) => one.standing).map(({ id }) => id)
  if (standing.length > 0) await refreshAgreed(tx, standing)
  if (bringing.signed) for (const { id } of matched) await admitSupporter(tx, id, { on: bringing.signed.on, now: bringing.now })
  return fates
}

type Deciding = Pick<Bringing, 'hashOf' | 'unlisted' | 'reach' | 'method' | 'turn'> & {
  /** Holds people before anything of them is read. */
  hold?: (people: PersonId[]) => Promise<void>
}

type Decisions = { fates: Fate[]; matched: Matched[]; unplaced: Unplaced[] }

/**
 * Whom each row is about. Whoever goes on to write holds them first (`hold`): what is read of them is what is changed, and a "no" that is being
 * written now is not overtaken by a "yes".
 */
async function decide(handle: Handle, rows: Incoming[], deciding: Deciding): Promise<Decisions> {
  const { reach = [], method } = deciding
  const { known, standings } = await held(handle, rows, deciding)
  const reaches = (standing: Standing | undefined) =>
    standing !== undefined && reach.every((scope) => liesWithin(scope, standing))
  const near = within(known, (id) => reaches(standings.get(id)))
  const decided = rows.map((row) => {
    if (row.barred) return barred(row, row.barred, near)
    const match = matchOf(row, near)
    if ('refused' in match) return refused(row, match.refused, match.open)
    const standing = match.person ? standings.get(match.person) : undefined
    if (standing?.restricted) return refused(row, 'people.bring.restricted', [standing.id])
    // A file of another system says whose its addresses are; what others type proves nothing about who was there before. Somebody new who shares one holds it.
    const claimed = method !== 'import' && (standing !== undefined || isHeld(row, known))
    const found = matchedWith(standing, knowing(row, known, standing?.id), claimed)
    return { ...found, unplaced: { row, open: nearTo(row, known).filter((id) => id !== standing?.id) } }
  })
  return {
    fates: decided.map(({ fate }) => fate),
    matched: decided.flatMap(({ matched }) => matched ?? []),
    unplaced: decided.flatMap(({ unplaced }) => unplaced ?? []),
  }
}

/** Whom rows may be about, held, and as they stand. Who was erased or merged while she was waited for is looked up anew: by then the list knows her. */
async function held(handle: Handle, rows: Incoming[], deciding: Deciding) {
  for (let known = await knownInTurn(handle, rows, deciding); ; known = await knownInTurn(handle, rows, deciding)) {
    await deciding.hold?.(known.people)
    const standings = await standingsOf(handle, known.people)
    if (known.people.every((id) => standings.has(id))) return { known, standings }
  }
}

/** Whom rows may be about. Somebody who is there may be changed by the rows before these: their end comes first. */
async function knownInTurn(handle: Handle, rows: Incoming[], { hashOf, unlisted, method, turn }: Deciding) {
  // A file of another system brings addresses of its own: what others claimed here is not looked up for each of a million.
  const look = () => knownFor(handle, rows, { hashOf, unlisted, claims: method !== 'import' })
  const known = await look()
  return known.people.length > 0 && (await turn?.()) ? look() : known
}

type Decided = { fate: Fate; matched?: Matched; unplaced?: Unplaced }

/** A row whose "no" is kept of those whom it may mean besides, or where it changes nobody. `open`: who they are. */
export type Unplaced = { row: Incoming; open: PersonId[] }

const refused = (row: Incoming, reason: string, open: PersonId[]): Decided => ({
  fate: { line: row.line, fate: 'refused', person: null, reason, before: null },
  unplaced: { row, open },
})

/** Not to be brought in; what the row refuses counts for whom it names all the same. */
function barred(row: Incoming, { why, binds }: NonNullable<Incoming['barred']>, known: Known): Decided {
  const meant = meantIn(row, known)
  return refused(row, why, meant.length === 0 && binds === 'mailbox' ? [MAILBOX] : meant)
}

function matchedWith(standing: Standing | undefined, row: Incoming, claimed: boolean): Decided {
  const changes = standing ? changesOf(standing, row) : {}
  const id = standing?.id ?? newId()
  const before = standing ? beforeOf(standing, changes) : null
  return {
    fate: { line: row.line, fate: fateOf(standing, changes), person: id, reason: null, before },
    matched: { row, id, standing, changes, claimed },
  }
}

function fateOf(standing: Standing | undefined, changes: object): Fate['fate'] {
  if (!standing) return 'created'
  return Object.keys(changes).length > 0 ? 'updated' : 'unchanged'
}

/** Puts back what an import replaced in people whom nothing touched since. Gives how many. */
export async function putBack(tx: Tx, people: { id: PersonId; before: Partial<PersonFields> }[], at: Date): Promise<number> {
  if (people.length === 0) return 0
  const ids = people.map(({ id }) => id)
  const standings = await standingsOf(tx, ids)
  const rows = people.flatMap(({ id, before }) => {
    const standing = standings.get(id)
    return standing ? [{ ...standing, ...before }] : []
  })
  return putPeopleBack(tx, rows, at)
}
