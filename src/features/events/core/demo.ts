import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { addDays, clockIn } from '#platform/i18n/moments'
import { seededRandom } from '#platform/text/random'
import { newCode } from './commands/places.ts'
import { readFields } from './declared.ts'
import { spanIn } from './rules/spans.ts'
import { db } from './tables.ts'
import { typeOf } from './kinds.ts'

const EVENTS = 2_000
const CHUNK = 200
/** Half of them were, half are to come. */
const BACK = 42
const AHEAD = 35

type Host = {
  id: string
  name: string
  place_id: string
  department_id: string | null
  country: string
  lng: number
  lat: number
  time_zone: string
  town: string
  people: string[]
}

const KINDS = [
  {
    type: 'leafleting',
    titles: ['Tracts au marché', 'Tracts à la gare', 'Tracts devant la fac'],
    hour: '09:00',
    ends: '12:00',
    address: 'Place du Marché',
  },
  {
    type: 'canvass',
    titles: ['Porte-à-porte dans le quartier', 'Aux portes, à deux'],
    hour: '14:00',
    ends: '17:00',
    address: 'Devant la mairie',
  },
  { type: 'phone-evening', titles: ['Soirée téléphone', 'On appelle ensemble'], hour: '18:30', ends: '20:30', address: null },
  {
    type: 'listening-party',
    titles: ['Écoute collective du discours', 'On l’écoute ensemble'],
    hour: '19:00',
    ends: '22:00',
    address: 'Café de la Poste',
  },
  {
    type: 'group-meeting',
    titles: ['Réunion ouverte', 'Premier contact autour d’un verre'],
    hour: '18:30',
    ends: '20:30',
    address: 'Salle des associations',
  },
  {
    type: 'public-meeting',
    titles: ['Réunion publique : quelle école demain ?', 'Réunion publique : l’eau, bien commun'],
    hour: '20:00',
    ends: '22:30',
    address: 'Salle des fêtes',
  },
  {
    type: 'training',
    titles: ['Atelier : parler sans convaincre de force', 'Atelier : lire le programme'],
    hour: '10:00',
    ends: '16:00',
    address: 'Maison de quartier',
  },
] as const

const WORDS = [
  'Venez comme vous êtes : on vous montre, et on ne laisse personne à l’écart.',
  'Première fois ? Arrivez un quart d’heure avant, on fait connaissance autour d’un café.',
  'Apportez de bonnes chaussures ; les tracts et les badges sont là.',
  null,
]

/** Events of the demo, past and to come, with who signed up. There already: nothing changes; nobody made up gets a mail. */
export async function loadDemoEvents({ database: { read, transact }, now }: App): Promise<void> {
  if (await db(read).selectFrom('event').select('id').limit(1).executeTakeFirst()) return
  const { rows: hosts } =
    await sql<Host>`select g.id, g.name, g.place_id, g.department_id, g.country, g.lng, g.lat, place.time_zone, place.name as town,
      array_agg(m.person_id order by m.role desc, m.joined_at) as people
    from local_group g join place on place.id = g.place_id join membership m on m.group_id = g.id
    where g.closed_at is null group by g.id, place.time_zone, place.name order by g.id`.execute(db(read))
  if (hosts.length === 0) return
  const random = seededRandom(1871)
  const made = Array.from({ length: EVENTS }, (_, n) => eventOf({ now: now(), random }, hosts[n % hosts.length]!, hosts))
  for (let at = 0; at < made.length; at += CHUNK) {
    const some = made.slice(at, at + CHUNK)
    await transact(async (tx) => {
      await db(tx)
        .insertInto('event')
        .values(some.map(({ event }) => event))
        .onConflict((on) => on.doNothing())
        .execute()
      const { rows } = await sql<{
        id: string
      }>`select id from event where id = any(${some.map(({ event }) => event.id)}::uuid[])`.execute(db(tx))
      const kept = new Set(rows.map(({ id }) => id))
      const in_ = some.filter(({ event }) => kept.has(event.id))
      const ids = in_.map(({ event, host }) => ({ event_id: event.id, group_id: host, person_id: event.created_by }))
      await sql`insert into event_host (event_id, group_id, asked_at, accepted_at)
        select event_id, group_id, ${now()}::timestamptz, ${now()}::timestamptz from jsonb_to_recordset(${jsonb(ids)}) as r(event_id uuid, group_id uuid)`.execute(
        db(tx),
      )
      await sql`insert into event_organiser (event_id, person_id)
        select event_id, person_id from jsonb_to_recordset(${jsonb(ids)}) as r(event_id uuid, person_id uuid)`.execute(db(tx))
      await sql`insert into sign_up (id, event_id, person_id, locale, seats, state, how, asked_at, code, remind_day)
        select id, event_id, person_id, 'fr', seats, state, 'site', ${now()}::timestamptz, code, true
        from jsonb_to_recordset(${jsonb(in_.flatMap(({ signUps }) => signUps))}) as r(id uuid, event_id uuid, person_id uuid, seats smallint, state text, code text)`.execute(
        db(tx),
      )
    })
  }
}

function eventOf({ now, random }: { now: Date; random: () => number }, host: Host, hosts: Host[]) {
  const pick = <V>(values: readonly V[]): V => values[Math.floor(random() * values.length)]!
  const kind = pick(KINDS)
  const type = typeOf(kind.type)
  const today = clockIn(host.time_zone, now).day
  const day = addDays(today, Math.floor(random() * (BACK + AHEAD)) - BACK)
  const span = spanIn(host.time_zone, { day, hour: kind.hour, ends_day: day, ends_hour: kind.ends })!
  const id = newId()
  const over = span.ends_at <= now
  const capacity = random() < 0.5 ? pick([8, 12, 20, 40]) : null
  const cancelled = random() < 0.03
  const event = {
    id,
    type: kind.type,
    ...readFields({ title: `${pick(kind.titles)}, ${host.town}`.slice(0, 100), language: 'fr' }),
    description: pick(WORDS),
    ...span,
    time_zone: host.time_zone,
    place_id: host.place_id,
    department_id: host.department_id,
    country: host.country,
    attendance: 'place' as const,
    precision: kind.address ? ('exact' as const) : ('town' as const),
    lng: host.lng + (kind.address ? (random() - 0.5) / 60 : 0),
    lat: host.lat + (kind.address ? (random() - 0.5) / 60 : 0),
    address: kind.address,
    exact_lng: null,
    exact_lat: null,
    capacity,
    guests: pick([0, 0, 1, 3]),
    price: kind.type === 'public-meeting' && random() < 0.3 ? 'Prix libre' : null,
    access: random() < 0.5 ? ['step-free', 'toilets'] : [],
    campaign: type.campaign,
    recipe_id: type.recipe,
    series_id: null,
    created_by: host.people[0]!,
    created_at: new Date(Math.min(now.getTime(), span.starts_at.getTime()) - 7 * 86_400_000),
    changed_at: now,
    published_at: now,
    cancelled_at: cancelled ? now : null,
    cancel_reason: cancelled ? 'La salle n’est plus libre.' : null,
    listed: !over && !cancelled,
  }
  const guests = [...new Set([...host.people.slice(1), ...pick(hosts).people.slice(0, 6)])].filter(() => random() < 0.7)
  const signUps = guests.map((person_id, n) => ({
    id: newId(),
    event_id: id,
    person_id,
    seats: 1,
    state: capacity !== null && n >= capacity ? 'waiting' : 'coming',
    code: newCode(),
  }))
  return { event, host: host.id, signUps }
}
