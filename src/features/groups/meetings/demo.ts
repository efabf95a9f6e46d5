import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { clockIn, momentIn } from '#platform/i18n/moments'
import { seededRandom } from '#platform/text/random'
import { setNextMeeting } from '../core/index.ts'
import { db } from './tables.ts'

const CHUNK = 100
const DAY = 86_400_000
const AGENDAS = [
  'Préparer le marché de samedi',
  'Se répartir les rues du porte-à-porte',
  'Accueillir les nouvelles venues',
  null,
  null,
]
const DONE = [
  'Tour de table, puis deux rues en porte-à-porte.',
  'Marché : la table a bien marché, tous les tracts sont partis.',
  'Soirée téléphone chez Nadia, bonne humeur.',
  'On a écrit à la mairie pour une salle.',
]
const NEEDS = ['Cinq cents tracts pour le marché de samedi.', 'Une salle accessible en fauteuil.', 'Deux badges et un barnum.']

type Group = { id: string; people: string[]; created_at: Date; time_zone: string }

/** A next meeting for most groups of the demo, and what came of the last ones. There already: nothing changes; nobody made up gets a mail. */
export async function loadDemoMeetings(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('meeting').select('id').limit(1).executeTakeFirst()) return
  const random = seededRandom(1936)
  const { rows: groups } =
    await sql<Group>`select g.id, g.created_at, place.time_zone, array_agg(m.person_id order by m.joined_at) as people
    from local_group g join place on place.id = g.place_id join membership m on m.group_id = g.id
    group by g.id, place.time_zone order by g.id`.execute(db(read))
  const made = groups.flatMap((group) => meetingsOf(app.now(), random, group))
  for (let at = 0; at < made.length; at += CHUNK) {
    const some = made.slice(at, at + CHUNK)
    await transact(async (tx) => {
      await db(tx)
        .insertInto('meeting')
        .values(some.map(({ meeting }) => meeting))
        .execute()
      await db(tx)
        .insertInto('attendance')
        .values(some.flatMap(({ attendance }) => attendance))
        .execute()
      const needed = some.flatMap(({ need }) => (need ? [need] : []))
      if (needed.length > 0) await db(tx).insertInto('group_need').values(needed).execute()
      for (const { meeting } of some)
        if (meeting.starts_at > app.now()) await setNextMeeting(tx, meeting.group_id, meeting.starts_at)
    })
  }
}

function meetingsOf(now: Date, random: () => number, group: Group) {
  const next = Math.ceil(random() * 12)
  const days = [next, next - 14, next - 28].filter((day) => now.getTime() + day * DAY > group.created_at.getTime())
  return days.flatMap((day) => (day > 0 && random() < 0.15 ? [] : [meetingOf(now, random, { group, day })]))
}

function meetingOf(now: Date, random: () => number, { group, day }: { group: Group; day: number }) {
  const id = newId()
  const pick = <V>(values: readonly V[]) => values[Math.floor(random() * values.length)]!
  const { day: on } = clockIn(group.time_zone, new Date(now.getTime() + day * DAY))
  const starts_at = momentIn(group.time_zone, on, pick(['18:30', '19:00', '20:00']))!
  const past = day <= 0 && starts_at <= now
  const set = { id, group_id: group.id, starts_at, place: null, agenda: pick(AGENDAS), set_by: group.people[0]!, set_at: now }
  const report = {
    reported_at: new Date(starts_at.getTime() + DAY / 8),
    reported_by: group.people[0]!,
    guests: Math.floor(random() * 3),
    doors: random() < 0.4 ? 10 + Math.floor(random() * 60) : 0,
    met: 5 + Math.floor(random() * 40),
    done: pick(DONE),
  }
  const none = { reported_at: null, reported_by: null, guests: null, doors: null, met: null, done: null }
  const attendance = group.people.map((person_id) => ({
    meeting_id: id,
    person_id,
    answer: random() < 0.5 ? ('yes' as const) : null,
    present: past ? random() < 0.7 : null,
  }))
  const asks = past && random() < 0.03
  return {
    meeting: { ...set, ...(past ? report : none) },
    attendance,
    need: asks ? { meeting_id: id, words: pick(NEEDS), asked_at: starts_at, answer: null, answered_at: null } : undefined,
  }
}
