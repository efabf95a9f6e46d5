import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Handle } from '#platform/db/handle'
import { alongCurve } from '#platform/clustering/hilbert'
import { newId } from '#platform/db/id'
import { seededRandom } from '#platform/text/random'
import { THEMES } from './rules.ts'
import { type SeedGroup, seedGroups, type SeedMember } from './seed.ts'
import { db } from './tables.ts'

const GROUPS = 900
const CHUNK = 100
/** Groups that a thirteenth has just joined. */
const OVER = [412, 703]
const DAYS = 50
const NAMES = [
  'Les Lilas',
  'La Gare',
  'Le Vieux-Pont',
  'Les Glycines',
  'Jaurès',
  'Le Marché',
  'Les Tilleuls',
  'Louise-Michel',
  'Le Lavoir',
  'Olympe',
  'Les Jardins',
  'Le Moulin',
  'La Fontaine',
  'Les Quatre-Vents',
  'Voltaire',
  'La Rotonde',
  'Les Platanes',
  'Le Belvédère',
  'Les Halles',
  'La Commune',
]
const HABITS = [
  'Un mardi sur deux, à 19 h, au café du Marché',
  'Le premier samedi du mois, à 10 h, chez l’un ou l’autre',
  'Chaque jeudi, à 18 h 30, salle des associations',
  'Le dimanche, à 11 h, au jardin partagé',
  null,
]
const DESCRIPTION =
  'On se connaît, on s’écoute, on fait une chose par semaine : un marché, un porte-à-porte, une soirée. Venez comme vous êtes.'

type Neighbour = {
  id: string
  place_id: string
  department_id: string | null
  country: string
  lng: number
  lat: number
}

/** 900 groups of neighbours over the made-up supporters, some born of others, two of them about to divide. The same from the same seed. */
export async function loadDemoGroups(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await anyGroup(read)) return
  const random = seededRandom(1871)
  const people = await neighbours(read)
  const step = Math.floor(people.length / GROUPS)
  const groups: SeedGroup[] = []
  const members: SeedMember[] = []
  for (let n = 0; n < GROUPS; n++) {
    const size = OVER.includes(n) ? 13 : 3 + Math.floor(random() * 10)
    const them = people.slice(n * step, n * step + size)
    const group = groupOf(app.now(), random, { n, them, before: groups })
    groups.push(group)
    members.push(...them.map((one, at) => memberOf(group, one, { at, random })))
  }
  for (let at = 0; at < GROUPS; at += CHUNK) {
    const some = groups.slice(at, at + CHUNK)
    const ids = new Set(some.map(({ id }) => id))
    await transact((tx) =>
      seedGroups(
        tx,
        some,
        members.filter(({ group_id }) => ids.has(group_id)),
      ),
    )
  }
}

type Making = { n: number; them: Neighbour[]; before: SeedGroup[] }

function groupOf(now: Date, random: () => number, { n, them, before }: Making): SeedGroup {
  const { place_id, department_id, country, lng, lat } = them[0]!
  // Families in rows of nine: a group, its children, a grandchild.
  const parent = { 1: 1, 2: 2, 3: 1, 5: 1 }[n % 9]
  const from = parent === undefined ? undefined : before[n - parent]
  const age = from
    ? (now.getTime() - from.created_at.getTime()) * (0.3 + random() * 0.4)
    : (5 + random() * (DAYS - 5)) * 86_400_000
  return {
    id: newId(),
    name: NAMES[Math.floor(random() * NAMES.length)]!,
    habits: HABITS[Math.floor(random() * HABITS.length)]!,
    description: random() < 0.5 ? DESCRIPTION : null,
    place_id,
    department_id,
    country,
    lng,
    lat,
    languages: ['fr', ...(random() < 0.1 ? ['en'] : []), ...(random() < 0.05 ? ['es'] : [])],
    themes: random() < 0.3 ? [THEMES[Math.floor(random() * THEMES.length)]!] : [],
    accessible: random() < 0.3,
    joining: random() < 0.2 ? 'approval' : 'open',
    parent_id: from?.id ?? null,
    generation: from ? from.generation + 1 : 0,
    created_at: new Date(now.getTime() - age),
    last_active_at: new Date(now.getTime() - random() * Math.min(age, 20 * 86_400_000)),
  }
}

function memberOf(group: SeedGroup, { id }: Neighbour, { at, random }: { at: number; random: () => number }): SeedMember {
  return {
    group_id: group.id,
    person_id: id,
    role: at < 2 ? 'organiser' : 'member',
    joined_at: new Date(group.created_at.getTime() + at * 43_200_000),
    shows_name: random() < 0.5,
    organisers_see: at === 0 || random() < 0.7,
  }
}

async function anyGroup(handle: Handle): Promise<boolean> {
  return (await db(handle).selectFrom('local_group').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Supporters in an order in which those who live near each other stand near each other. */
async function neighbours(handle: Handle): Promise<Neighbour[]> {
  const { rows } = await sql<Neighbour>`select person.id, place_id, person.department_id, person.country, place.lng, place.lat
    from person join place on place.id = person.place_id where confirmed_on is not null and person.country = 'FR'
    order by person.id`.execute(db(handle))
  const placed = rows.map((one) => ({ one, at: alongCurve((one.lng + 180) / 360, (one.lat + 90) / 180) }))
  return placed.sort((a, b) => a.at - b.at || (a.one.id < b.one.id ? -1 : 1)).map(({ one }) => one)
}
