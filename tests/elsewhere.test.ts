import { expect, test } from 'vitest'
import { addEvent } from './support/events.ts'
import { found, signer } from './support/groups.ts'
import { keptBy } from './support/kept.ts'
import { useProgram } from './support/program.ts'
import { staffMember, type Visitor } from './support/staff.ts'
import { addPost, addStation, addVolunteer, addVote } from './support/stations.ts'

const program = await useProgram()
const { rows, server } = program

type Field = { const?: string; anyOf?: { const?: string }[] }
type Shape = { properties?: Record<string, Field>; required?: string[] }
type Things = Record<string, string>

/** Doors that have no thing of a territory in their path: what they make or show lies in that of who asks. */
const OWN = [
  'POST /staff/audiences/new',
  'POST /staff/bulk/merges',
  'POST /staff/letters',
  'POST /staff/mandates',
  'POST /staff/people',
  'POST /staff/people/new',
  'POST /staff/plans',
  'POST /staff/sheets',
  'POST /staff/sheets/opening',
]
/** Audiences are rules without a territory: whoever uses one selects people of hers. */
const RULES = /^POST \/staff\/audiences\/:audience(\/(export|export\/approval|erasure))?$/

/** Books are no administrator's: whoever keeps them opens them, and nobody by a territory. */
const BOOKS = /^POST \/staff\/(gifts|books|campaigns|monthly|spending|statements|dues|loans)\//

/** All that staff act on, in Lyon, as whoever is in charge there made it. */
async function lyon(here: Visitor & { account: string }): Promise<Things> {
  const [zoe, twin] = [await signer(program, 'Zoé'), await signer(program, 'Zoé')]
  const group = await found(program, [zoe.person])
  const event = await addEvent(program, zoe.person, { group, type: 'canvass' })
  const [a, b] = [zoe.person, twin.person].toSorted() as [string, string]
  const things: Things = { person: zoe.person, group, event, a, b, keep: a }
  const insert = async (name: string, text: string, ...values: unknown[]) => {
    things[name] = crypto.randomUUID()
    await rows(text, [things[name], ...values])
  }
  await rows("insert into duplicate_suggestion (a, b, reasons, found_at) values ($1, $2, array['name-and-town'], now())", [a, b])
  await insert(
    'meeting',
    "insert into meeting (id, group_id, starts_at, set_at) values ($1, $2, now() - interval '1 day', now())",
    group,
  )
  await rows("insert into group_need (meeting_id, words, asked_at) values ($1, 'Une salle', now())", [things.meeting])
  await insert(
    'audience',
    `insert into audience values ($1, gen_random_uuid()::text, '{"all":[]}', $2, now(), now())`,
    here.account,
  )
  await insert(
    'act',
    `insert into bulk_act (id, kind, about, rule, scope, targets, state, asked_by, asked_at)
    values ($1, 'erase', 'Tous', '{"all":[]}', '["FR-69"]', 1, 'asked', $2, now())`,
    here.account,
  )
  await insert(
    'letter',
    `insert into letter (id, title, kind, scope, written_by, made_at, updated_at) values ($1, 'Une lettre', 'propaganda', '["FR-69"]', $2, now(), now())`,
    here.account,
  )
  await insert(
    'mailing',
    `insert into mailing (id, title, purpose, selecting, kind, carries, rule, scope, policy, state, made_at, frozen_at, begun_at)
    values ($1, 'Un envoi', 'news', true, 'propaganda', '{speaker,reason,leave}', '{"op":"all","of":[]}', '["FR-69"]', 'park', 'running', now(), now(), now())`,
  )
  await rows("insert into letter_edition values ($1, null, '{}', 'fr', repeat('0', 64), $2)", [things.mailing, here.account])
  await insert(
    'plan',
    `insert into plan (id, name, rule, scope, size, reach, state, made_by, made_at)
    values ($1, 'Le Rhône', '{"all":[]}', '["FR-69"]', 8, 20, 'drawn', $2, now())`,
    here.account,
  )
  await insert(
    'planned',
    "insert into planned_group (id, plan_id, name, place_id, state) values ($1, $2, 'Lyon 3', 'FR-69123', 'proposed')",
    things.plan,
  )
  await insert(
    'mandate',
    `insert into mandate (id, account_id, role_id, area_id, starts_at, given_by)
    select $1, $2, 'staff', 'FR-69', now() - interval '8 days', $2`,
    here.account,
  )
  await insert(
    'written',
    `insert into person (id, given_name, locale, country, department_id, town, created_at, updated_at)
    values ($1, 'Ana', 'fr', 'FR', 'FR-69', 'Larbrelle', now(), now())`,
  )
  things.text = (await rows<{ key: string }>("select typed_place('FR', null, 'Larbrelle') as key"))[0]!.key
  await insert(
    'placing',
    `insert into placement (id, key, country, postal_code, town, place_id, people, settled_by, settled_at)
    values ($1, $2, 'FR', '69003', 'Lion', 'FR-69123', 1, $3, now())`,
    'a'.repeat(32),
    here.account,
  )
  await rows('insert into placement_person values ($1, $2)', [things.placing, zoe.person])
  things.vote = await addVote(program, [
    { vote_on: new Date(program.clock.now.getTime() + 30 * 86_400_000).toISOString().slice(0, 10) },
  ])
  things.station = await addStation(program, things.vote, { number: '1' })
  things.volunteer = await addVolunteer(program, things.vote, { person: zoe.person })
  const { vote, station, volunteer } = things as Record<'vote' | 'station' | 'volunteer', string>
  things.post = await addPost(program, { vote, station, volunteer, role: 'delegate' })
  await plantProxy(things, insert)
  await here.post('/staff/sheets', { locale: 'fr', copies: '1' })
  things.number = (await rows<{ number: string }>('select max(number)::text as number from sheet'))[0]!.number
  await here.post(`/staff/sheets/${things.number}`, {
    collector: 'Rachid Amrani',
    collected_on: program.clock.now.toISOString().slice(0, 10),
  })
  await here.post(`/staff/sheets/${things.number}/illegible`, { line: '1' })
  return { ...things, line: '1' }
}

type Insert = (name: string, text: string, ...values: unknown[]) => Promise<void>

/** Somebody without e-mail for whom one is looked for in Lyon, and one who may go for her. */
async function plantProxy(things: Things, insert: Insert): Promise<void> {
  const where = "'FR-69123', 'FR-69', 'FR', 'Lyon', 'Europe/Paris', 4.84, 45.76"
  const columns = 'place_id, department_id, country, town, time_zone, lng, lat, told_on'
  await insert(
    'ask',
    `insert into proxy_ask (id, election_id, given_name, phone, phone_hash, locale, made, how, state, asked_at, ${columns})
    values ($1, $2, 'Ana', '+33478381122', sha256(gen_random_uuid()::text::bytea), 'fr', 'home', 'staff', 'waiting', now(), ${where}, current_date + 30)`,
    things.vote,
  )
  await insert(
    'holder',
    `insert into proxy_holder (id, election_id, person_id, phone, phone_hash, mailbox_hash, km, offered_at, ${columns})
    values ($1, $2, $3, '+33699381122', sha256(gen_random_uuid()::text::bytea), sha256(gen_random_uuid()::text::bytea), 10, now(), ${where}, current_date + 30)`,
    things.vote,
    things.person,
  )
}

/** What stands in a field of a form, where its shape alone does not say it. */
const typed = (things: Things): Things => ({
  ...things,
  given_name: 'Ana',
  phone: '06 99 38 44 55',
  name: 'Un nom',
  text: 'Un mot',
  words: 'Un mot',
  note: 'Un mot',
  tag: 'marché',
  value: 'ana@example.org',
  reason: 'Un motif assez long pour être lu',
  purpose: 'news',
  country: 'FR',
  where: 'Lyon',
  from: '7',
  town: 'Lyon',
  into: things.planned!,
  collector: 'Rachid Amrani',
  collected_on: program.clock.now.toISOString().slice(0, 10),
  line: '2',
  answer: 'Voici une salle',
})

/** The address of a door with things of Lyon in it, and a form that its shape takes. */
function knockAt(door: string, things: Things) {
  const [, pattern] = door.split(' ') as [string, string]
  const named = pattern.includes('/plans/') ? { ...things, group: things.planned! } : things
  const ids: Things = { ...named, id: pattern.includes('mandates') ? things.mandate! : things.person!, part: things.person! }
  const { properties = {}, required = [] } = (server.schemas.get(door) as { body?: Shape } | undefined)?.body ?? {}
  const words = typed(things)
  const first = ({ anyOf, const: only }: Field) => anyOf?.[0]?.const ?? only ?? '1'
  return {
    url: pattern.replace(/:(\w+)/g, (_, name: string) => ids[name]!),
    fields: Object.fromEntries(
      Object.keys(properties)
        .filter((name) => required.includes(name) || name === 'where' || name === 'from')
        .map((name) => [name, words[name] ?? first(properties[name]!)]),
    ),
  }
}

/** What is not there, or is another, afterwards. */
const ENDS = /details|removal|erasure|restriction|cancellation|end|dismissal|merge|undoing|run|leaving|again|places/

test('whoever is in charge of another department opens no act on what is in this one, nor what has no territory, and changes nothing', async () => {
  const here = await staffMember(program, 'administrator', { area_id: 'FR-69' })
  const elsewhere = await staffMember(program, 'administrator', { area_id: 'FR-38' })
  const things = await lyon(here)
  const doors = server.doors.filter((door) => /^POST \/staff/.test(door)).map((door) => door.split(' ').slice(0, 2).join(' '))
  const shapeOf = new Map(server.doors.map((door) => [door.split(' ').slice(0, 2).join(' '), door]))
  const asked = doors.filter((door) => !OWN.includes(door) && !RULES.test(door))
  const before = await keptBy(program)
  const let_in: string[] = []
  for (const door of asked) {
    const { url, fields } = knockAt(shapeOf.get(door)!, things)
    const { statusCode } = await elsewhere.post(url, fields)
    if (![403, 404].includes(statusCode)) let_in.push(`${door} ${statusCode}`)
  }
  expect(let_in).toEqual([])
  // That somebody tries doors is told.
  expect({ ...(await keptBy(program)), alert: '' }).toEqual({ ...before, alert: '' })
  // A mandate for it opens them: it was the territory that shut them.
  const shut: string[] = []
  const opened = asked.filter((door) => !BOOKS.test(door))
  for (const door of opened.toSorted((a, b) => Number(ENDS.test(a)) - Number(ENDS.test(b)))) {
    const { url, fields } = knockAt(shapeOf.get(door)!, ENDS.test(door) ? await lyon(here) : things)
    const { statusCode, body } = await here.post(url, fields)
    if ([403, 404, 422].includes(statusCode) && !body.includes('mandat sur tout le territoire'))
      shut.push(`${door} ${statusCode}`)
  }
  // It takes a second person.
  expect(shut).toEqual(['POST /staff/events/:event/waiver 403', 'POST /staff/bulk/:act/run 404'])
}, 120_000)
