import { placerOf } from '../../src/features/events/core/placing.ts'
import { addEvent, asking } from './events.ts'
import { found, join, nodAll, signer, type Signer } from './groups.ts'
import { holdingIn } from './holding.ts'
import { addSupporters } from './people.ts'
import type { TestProgram } from './program.ts'
import { PLANTED as plan, TITLES } from './planted.ts'
import { plantFiles, plantOffice, plantRecord } from './planting-office.ts'
import { plantGifts } from './planting-gifts.ts'
import { plantProxies } from './planting-proxies.ts'
import { type Ids, type Planter, press, type World } from './planting-forms.ts'
import { openStrongSession, staffMember } from './staff.ts'
import { addPost, addStation, addVolunteer, addVote } from './stations.ts'

type Kind = keyof typeof plan

type Four = [string, string, string, string]

/** A supporter of Lyon by these names, at that mailbox and that number. */
async function named(program: TestProgram, [given_name, family_name, email, phone]: Four, id?: string): Promise<Signer> {
  const [person] = await addSupporters(program, [{ ...(id ? { id } : {}), given_name, family_name, email }])
  await program.rows(
    "insert into contact_point (id, person_id, kind, value, verified_at, created_at) values (gen_random_uuid(), $1, 'phone', $2, now(), now())",
    [person, phone.replaceAll(' ', '')],
  )
  const browser = await openStrongSession(program, await program.app.auth.accountFor(email))
  return { ...browser, person: person!, email }
}

const aboutOrganiser: Kind[] = ["organiser's given name", "organiser's family name", "organiser's e-mail", "organiser's phone"]

/** All that the plants are in. */
export async function plantedIn(program: TestProgram): Promise<World> {
  const values = (kinds: Kind[]) => kinds.map((kind) => plan[kind]) as Four
  const zoe = await named(program, values(['given name', 'family name', 'e-mail', 'phone']), plan['number in the file'])
  const olga = await named(program, values(aboutOrganiser))
  const helene = await named(program, values(["host's given name", "host's family name", "host's e-mail", "host's phone"]))
  const [newcomer, member] = [await signer(program, 'Nina'), await signer(program, 'Mila')]
  const chief = await staffMember(program, 'administrator')
  const people = { zoe, olga, helene, newcomer, member }
  const ids = { person: [zoe.person] } as Ids
  const planter = { program, chief, ids, ...people }
  await plantRecord(planter)
  await plantGroup(planter)
  await plantTalk(planter)
  await plantEvent(planter)
  await plantOffer(planter)
  await plantProxies(planter)
  await plantGifts(planter)
  await plantOffice(planter)
  await plantFiles(planter)
  await plantStation(planter)
  await press(zoe, '/me/calendar', {})
  const feed = /\/calendars\/[^"<\s]+/.exec((await zoe.get('/me/weekly')).body)
  if (!feed) throw new Error('No calendar of hers')
  return { ids, chief, ...people, feed: feed[0] }
}

/** A polling station where Zoé and Mila are to be, after all that is proposed today. */
async function plantStation({ program, zoe, member, ids }: Planter): Promise<void> {
  const vote = await addVote(program, [
    { vote_on: new Date(program.clock.now.getTime() + 100 * 86_400_000).toISOString().slice(0, 10) },
  ])
  const station = await addStation(program, vote, { number: '12' })
  for (const [one, role] of [
    [member, 'substitute'],
    [zoe, 'assessor'],
  ] as const)
    ids.post = [
      await addPost(program, { vote, station, role, volunteer: await addVolunteer(program, vote, { person: one.person }) }),
    ]
  Object.assign(ids, { vote: [vote], station: [station], place: ['FR-69123'] })
}

/** Olga's group: Zoé and Mila are members to whom she nodded, Nina came today; somebody asks to come in, somebody was sent away, somebody has no e-mail. */
async function plantGroup({ program, zoe, olga, member, newcomer, ids }: Planter): Promise<void> {
  const { rows } = program
  const where = { address: plan['address of a group'], exact: { lng: 4.8301, lat: 45.7701 } }
  const group = await found(program, [olga.person, zoe.person, member.person], { name: TITLES.group, ...where })
  await nodAll(program, group)
  ids.group = [group]
  await rows(
    'update membership set organisers_see = person_id = $1, shows_name = false, shows_contact = false where group_id = $2',
    [zoe.person, group],
  )
  const [asks, left] = await addSupporters(program, [
    { given_name: 'Ana', family_name: 'Durand' },
    { given_name: 'Eva', family_name: 'Durand' },
  ])
  await press(zoe, `/groups/${group}/board`, { text: plan['post before the newcomer'] })
  await rows("update post set posted_at = posted_at - interval '1 day'")
  await join(program, group, newcomer.person)
  await rows('insert into join_request (group_id, person_id, words, asked_at) values ($1, $2, $3, now())', [
    group,
    asks,
    plan['words of her request to join'],
  ])
  await rows('insert into removal (id, group_id, person_id, reason, at) values (gen_random_uuid(), $1, $2, $3, now())', [
    group,
    left,
    plan['reason of a removal'],
  ])
  await press(olga, `/groups/${group}/invitations`, { email: plan['address that was invited'] })
  await press(olga, `/groups/${group}/visits/members`, {
    given_name: plan["paper member's given name"],
    family_name: plan["paper member's family name"],
    phone: plan["paper member's phone"],
    street: plan["paper member's street"],
    postal_code: '69003',
    town: 'Lyon',
    locale: 'fr',
    signed_on: program.clock.now.toISOString().slice(0, 10),
    kept_by: plan['keeper of a sheet of a group'],
    agreed: 'true',
  })
  const paula = await rows<{ id: string }>('select person_id as id from paper_member')
  ids.person!.push(paula[0]!.id)
  await press(olga, `/groups/${group}/visits/${paula[0]!.id}`, { how: 'call', words: plan['words of a visit'] })
}

/** What is said in the group, and of it. */
async function plantTalk({ program: { rows, ...program }, zoe, olga, ids }: Planter): Promise<void> {
  const group = ids.group![0]!
  const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  await press(zoe, `/groups/${group}/board`, { text: plan['post on the board'] })
  await press(olga, `/groups/${group}/meetings`, {
    day: dayIn(3),
    hour: '19:00',
    place: plan['place of a meeting'],
    agenda: plan['agenda of a meeting'],
  })
  const past = crypto.randomUUID()
  await rows(
    `insert into meeting (id, group_id, starts_at, set_at, reported_at, reported_by, done)
     values ($1, $2, now() - interval '1 day', now(), now(), $3, $4)`,
    [past, group, zoe.person, plan['what was done at a meeting']],
  )
  await rows('insert into group_need (meeting_id, words, asked_at) values ($1, $2, now())', [past, plan['need of a group']])
  ids.meeting = (await rows<{ id: string }>('select id from meeting')).map(({ id }) => id)
  await press(zoe, `/groups/${group}/tasks`, { words: plan['task of a group'] })
  await rows('insert into group_report (id, group_id, words, reported_at) values (gen_random_uuid(), $1, $2, now())', [
    group,
    plan['report of a group'],
  ])
  await rows("insert into group_notice (id, group_id, kind, reason, at) values (gen_random_uuid(), $1, 'listed', $2, now())", [
    group,
    plan['reason told to a group'],
  ])
}

/** Hélène's event, to which Zoé and a visitor come, and others of hers that are over, cancelled and not listed. */
async function plantEvent({ program, zoe, helene, ids }: Planter): Promise<void> {
  const { rows } = program
  const where = { address: plan['address of an event'], exact_lng: 4.8302, exact_lat: 45.7702, attendance: 'both' as const }
  const event = await addEvent(program, helene.person, { ...where, title: TITLES.event, online_url: plan['link of an event'] })
  const [question, role] = [crypto.randomUUID(), crypto.randomUUID()]
  await rows("insert into event_question values ($1, $2, 'Que mangez-vous ?', 'text', false)", [question, event])
  await rows("insert into event_role (id, event_id, name) values ($1, $2, 'Accueil')", [role, event])
  await placerOf(program.app)(asking(event, zoe.person, { answers: { [question]: plan['answer at a sign-up'] }, role }))
  await rows('update sign_up set code = $1', [plan['code of her ticket']])
  await holdingIn(program).visit(`/events/${event}`, plan['e-mail of a visitor'], { name: plan['name of a visitor'] })
  await press(helene, `/events/${event}/people`, { name: plan['name entered by hand'] })
  await rows('insert into event_report (id, event_id, words, reported_at) values (gen_random_uuid(), $1, $2, now())', [
    event,
    plan['report of an event'],
  ])
  const [past, cancelled, hidden] = await Promise.all(
    ['Passé', 'Annulé', 'Caché'].map((title) => addEvent(program, helene.person, { title, inHours: 30 })),
  )
  await rows("update event set starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days' where id = $1", [
    past,
  ])
  await rows("insert into outcome (event_id, present, figures, words, told_by, told_at) values ($1, 7, '{}', $2, $3, now())", [
    past,
    plan['what came of an event'],
    helene.person,
  ])
  await rows('update event set cancelled_at = now(), cancel_reason = $2 where id = $1', [
    cancelled,
    plan['reason of a cancellation'],
  ])
  await rows('update event set unlisted_at = now(), unlist_reason = $2 where id = $1', [
    hidden,
    plan['reason an event is not listed'],
  ])
  Object.assign(ids, { event: [event, past, cancelled, hidden], role: [role], code: [plan['code of her ticket']] })
}

/** What Zoé can do, and what Olga asked of her. */
async function plantOffer({ program, zoe, olga, ids }: Planter): Promise<void> {
  const { rows } = program
  await press(zoe, '/me/offer', {
    where: 'Lyon',
    km: '20',
    most: '2',
    'skills[cooking]': 'amateur',
    words: plan['words of her offer'],
    'shown[organisers]': 'true',
    'shown[staff]': 'true',
  })
  ids.offer = (await rows<{ id: string }>('select id from offer')).map(({ id }) => id)
  await rows(
    `insert into offer_request (id, person_id, asked_by, what, place, starts_at, time_zone, state, reply, asked_at, answered_at)
     values (gen_random_uuid(), $1, $2, $3, 'Lyon', now() + interval '3 days', 'Europe/Paris', 'accepted', $4, now(), now())`,
    [zoe.person, olga.person, plan['what was asked of her'], plan['her reply to what was asked']],
  )
  await rows(
    "insert into weekly_mail (person_id, lng, lat, town, km, types, locale, since, time_zone) values ($1, 4.8, 45.7, $2, 20, '{}', 'fr', now(), 'Europe/Paris')",
    [zoe.person, plan['where her weekly mail looks']],
  )
  await rows(
    "insert into recipe_comment (id, recipe_id, person_id, locale, words, written_at) values (gen_random_uuid(), 'door-to-door', $1, 'fr', $2, now())",
    [zoe.person, plan['comment that waits']],
  )
  await rows("insert into recipe_proposal (recipe_id, person_id, proposed_at, reason) values ('door-to-door', $1, now(), $2)", [
    zoe.person,
    plan['reason of a recipe put back'],
  ])
  Object.assign(ids, { recipe: ['door-to-door'], locale: ['fr'] })
}
