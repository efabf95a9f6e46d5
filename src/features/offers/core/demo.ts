import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { seededRandom } from '#platform/text/random'
import { SKILLS } from '#recipes'
import { EQUIPMENT, HOURS } from './rules.ts'
import { db } from './tables.ts'

const OFFERS = 1_500
const CHUNK = 500
const WORDS = [
  'Je peux aider le soir, prévenez deux jours avant.',
  'Je préfère les petites tâches, chez moi.',
  'Disponible pendant les vacances scolaires.',
  null,
  null,
]

/** What people of the demo say they can do. There already: nothing changes. */
export async function loadDemoOffers({ database: { read, transact }, now }: App): Promise<void> {
  if (await db(read).selectFrom('offer').select('id').limit(1).executeTakeFirst()) return
  const random = seededRandom(1936)
  const { rows: people } = await sql<{
    id: string
    place_id: string
    department_id: string | null
    lng: number
    lat: number
    town: string
  }>`select p.id,
      p.place_id, p.department_id, place.lng, place.lat, place.name as town
    from person p join place on place.id = p.place_id where p.confirmed_on is not null order by p.id limit ${OFFERS}`.execute(
    db(read),
  )
  const some = <V>(values: readonly V[], share: number) => values.filter(() => random() < share)
  const made = people.map(({ id: person_id, ...where }) => ({
    id: newId(),
    person_id,
    ...where,
    km: [5, 10, 20, 50][Math.floor(random() * 4)]!,
    equipment: some(EQUIPMENT, 0.12),
    languages: some(['en', 'es', 'ar', 'pt'], 0.12),
    hours: some(HOURS, 0.2),
    words: WORDS[Math.floor(random() * WORDS.length)]!,
    to_organisers: random() < 0.8,
    to_staff: random() < 0.7,
    skills: some(SKILLS, 0.12).map((skill) => ({ skill, level: random() < 0.3 ? 'professional' : 'amateur' })),
  }))
  for (let at = 0; at < made.length; at += CHUNK) {
    const chunk = made.slice(at, at + CHUNK)
    await transact(async (tx) => {
      await sql`insert into offer (id, person_id, place_id, department_id, lng, lat, town, km, equipment, languages, hours, words, to_organisers, to_staff, most, changed_at)
        select o.id, o.person_id, o.place_id, o.department_id, o.lng, o.lat, o.town, o.km, o.equipment, o.languages, o.hours, o.words, o.to_organisers, o.to_staff, 2, ${now()}::timestamptz
        from jsonb_to_recordset(${jsonb(chunk)}) as o(id uuid, person_id uuid, place_id text, department_id text, lng float8, lat float8, town text, km smallint, equipment text[],
          languages text[], hours text[], words text, to_organisers boolean, to_staff boolean)`.execute(db(tx))
      const skills = chunk.flatMap(({ id, skills: own }) => own.map((one) => ({ offer_id: id, ...one })))
      await sql`insert into offer_skill (offer_id, skill, level)
        select offer_id, skill, level from jsonb_to_recordset(${jsonb(skills)}) as s(offer_id uuid, skill text, level text)`.execute(
        db(tx),
      )
    })
  }
}
