import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { recordset } from '#platform/db/recordset'
import { distanceKm } from '#platform/geo/points'
import { hashOf, mailboxHashOf, type PersonId } from '#people'
import { demoVote } from '../core/index.ts'
import { hoursToAnswer } from './rules.ts'
import { db, type MatchState, type Voting } from './tables.ts'
import { aheadAt, toldOf } from './voting.ts'

const PROXIES = 300
const HOUR = 3_600_000

/** How it stands with one in every so many: who asks, and what became of whom she was brought together with. */
const STATES = ['waiting', 'paused', 'proposed', 'proposed', 'agreed', 'established', 'established', 'ended'] as const

type Somebody = Omit<Voting, 'station'> & { person: PersonId; given_name: string; locale: 'fr' | 'en' | 'es' }

/** What people of the demo ask and offer for its vote, in all states. There already: nothing changes. */
export async function loadDemoProxies(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('proxy_ask').select('id').limit(1).executeTakeFirst()) return
  const vote = await demoVote(app)
  // Neighbours stand side by side, so that those who are brought together live near each other; pairs of them from all over the country.
  const { rows: people } = await sql<Somebody>`with living as (
      select p.id as person, p.given_name, p.locale, place.id as place_id, place.department_id, place.country, place.name as town,
        place.time_zone, place.lng, place.lat, row_number() over (order by place.id, p.id) - 1 as nth, count(*) over () as people
      from person p join place on place.id = p.place_id where p.confirmed_on is not null and place.country = ${vote.country})
    select person, given_name, locale, place_id, department_id, country, town, time_zone, lng, lat from living
    where (nth / 2) % greatest(1, people / 2 / ${PROXIES}) = 0 order by nth limit ${PROXIES * 2}`.execute(db(read))
  const now = app.now()
  const rows: Made[] = []
  for (let at = 0; at + 1 < people.length; at += 2) {
    const [asker, holder] = [people[at]!, people[at + 1]!]
    const ahead = await aheadAt(app, vote.id, asker)
    if (ahead)
      rows.push(
        ...madeOf(app, { asker, holder, n: at / 2 }, { election: vote.id, ...toldOf(ahead), daysLeft: ahead.daysLeft, now }),
      )
  }
  await transact(async (tx) => {
    await sql`insert into proxy_ask (id, election_id, person_id, given_name, phone, phone_hash, email, mailbox_hash, locale, place_id, department_id,
        country, town, time_zone, lng, lat, station, made, how, state, asked_at, told_on, reminded)
      select ask, election, asker, asker_name, asker_phone, decode(asker_hash, 'hex'), asker_email, decode(asker_mailbox, 'hex'), locale, place_id,
        department_id, country, town, time_zone, lng, lat, station, 'home', 'site', asks, asked_at, told_on, reminded
      from ${recordset('made', rows, MADE)}`.execute(db(tx))
    await sql`insert into proxy_holder (id, election_id, person_id, phone, phone_hash, mailbox_hash, place_id, department_id, country, town, time_zone,
        lng, lat, station, km, takes, offered_at, told_on)
      select r.holder, election, holder_person, holder_phone, decode(holder_hash, 'hex'), decode(holder_mailbox, 'hex'), place.id, place.department_id,
        place.country, place.name, place.time_zone, place.lng, place.lat, station, 50, 1, asked_at, told_on
      from ${recordset('r', rows, MADE)} join place on place.id = r.holder_place`.execute(db(tx))
    await sql`insert into proxy_match (id, ask_id, holder_id, km, state, proposed_at, answer_by, asker_yes_at, holder_yes_at, ended_at, why)
      select match, ask, holder, km, state, asked_at, answer_by, case when yes then asked_at end, case when yes then asked_at end,
        case when state = 'ended' then asked_at end, case when state = 'ended' then 'holder-no' end
      from ${recordset('made', rows, MADE)} where state is not null`.execute(db(tx))
    await sql`insert into proxy_mandate (holder_id, nth, nth_home, most, most_home, match_id, said)
      select holder, 1, 1, 2, 1, case when state <> 'established' then match end, false
      from ${recordset('made', rows, MADE)} where state in ('proposed', 'agreed', 'established')`.execute(db(tx))
  })
}

const MADE = {
  ask: 'uuid',
  election: 'uuid',
  asker: 'uuid',
  asker_name: 'text',
  asker_phone: 'text',
  asker_hash: 'text',
  asker_email: 'text',

  asker_mailbox: 'text',
  locale: 'text',
  place_id: 'text',
  department_id: 'text',
  country: 'text',
  town: 'text',
  time_zone: 'text',

  lng: 'float8',
  lat: 'float8',
  station: 'text',
  asks: 'text',
  asked_at: 'timestamptz',
  told_on: 'date',
  reminded: 'smallint',

  holder: 'uuid',
  holder_person: 'uuid',
  holder_phone: 'text',
  holder_hash: 'text',
  holder_mailbox: 'text',
  holder_place: 'text',
  match: 'uuid',
  km: 'float8',
  state: 'text',
  answer_by: 'timestamptz',
  yes: 'boolean',
}
type Made = Record<keyof typeof MADE, string | number | boolean | null>

type Two = { asker: Somebody; holder: Somebody; n: number }
type Of = { election: string; told_on: string; reminded: number | null; daysLeft: number; now: Date }

/** One who asks and one who goes, as a row of all that is kept of both. Numbers are of those that nobody has (ARCEP: 06 39 98). */
function madeOf(app: App, { asker, holder, n }: Two, { election, told_on, reminded, daysLeft, now }: Of): Made[] {
  const how = STATES[n % STATES.length]!
  const state: MatchState | null = how === 'waiting' || how === 'paused' ? null : how
  const [hash, mailbox] = [hashOf(app), mailboxHashOf(app)]
  const own = (who: string) => {
    const phone = `+336399${80_000 + 2 * n + (who === 'asker' ? 0 : 1)}`
    const email = `proxy.${who}${n}@example.org`
    return { phone, email, hash: hash(phone).toString('hex'), box: mailbox(email).toString('hex') }
  }
  const [a, h] = [own('asker'), own('holder')]
  const { person, given_name, ...where } = asker
  const asked = new Date(now.getTime() - (1 + (n % 30)) * HOUR)
  return [
    {
      ...where,

      ask: newId(),
      election,
      asker: person,
      asker_name: given_name,
      asker_phone: a.phone,
      asker_hash: a.hash,
      asker_email: a.email,
      asker_mailbox: a.box,
      station: n % 3 === 0 ? null : String(1 + (n % 20)),
      told_on,
      reminded,
      asks: how === 'paused' ? how : 'waiting',
      asked_at: asked.toISOString(),
      holder: newId(),
      holder_person: holder.person,
      holder_phone: h.phone,
      holder_hash: h.hash,
      holder_mailbox: h.box,
      holder_place: holder.place_id,
      match: newId(),
      km: distanceKm(asker, holder),
      state,
      answer_by: new Date(asked.getTime() + hoursToAnswer(daysLeft) * HOUR).toISOString(),
      yes: how === 'agreed' || how === 'established',
    },
  ]
}
