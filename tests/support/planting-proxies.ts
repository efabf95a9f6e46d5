import { PLANTED as plan } from './planted.ts'
import type { Planter } from './planting-forms.ts'

const WHERE = "'FR-69123', 'FR-69', 'FR', 'Lyon', 'Europe/Paris', 4.84, 45.76, current_date + 30"
const COLUMNS = 'place_id, department_id, country, town, time_zone, lng, lat, told_on'
const HASH = 'sha256(gen_random_uuid()::text::bytea)'

/** Zoé goes for two visitors of Lyon at a vote: with one both said yes, of the other she has not answered. */
export async function plantProxies({ program, zoe, ids }: Planter): Promise<void> {
  const { rows } = program
  const election = crypto.randomUUID()
  const holder = crypto.randomUUID()
  await rows("insert into election (id, name, country, kind, created_at) values ($1, 'Un vote', 'FR', 'other', now())", [
    election,
  ])
  await rows(
    "insert into election_day (id, election_id, vote_on, closes) values (gen_random_uuid(), $1, current_date + 30, '19:00')",
    [election],
  )
  await rows(
    `insert into proxy_holder (id, election_id, person_id, phone, phone_hash, mailbox_hash, km, takes, offered_at, ${COLUMNS})
    values ($1, $2, $3, $4, ${HASH}, ${HASH}, 10, 2, now(), ${WHERE})`,
    [holder, election, zoe.person, plan['number of who goes for another'].replaceAll(' ', '')],
  )
  ids.ask = []
  for (const [state, name, phone, email] of [
    ['agreed', 'name of who looks for a proxy', 'number of who looks for a proxy', 'e-mail of who looks for a proxy'],
    ['proposed', 'name of who waits for a yes', 'number of who waits for a yes', 'e-mail of who waits for a yes'],
  ] as const) {
    const ask = crypto.randomUUID()
    ids.ask.push(ask)
    await rows(
      `insert into proxy_ask (id, election_id, given_name, phone, phone_hash, email, mailbox_hash, locale, made, how, state, asked_at, ${COLUMNS})
      values ($1, $2, $3, $4, ${HASH}, $5, ${HASH}, 'fr', 'home', 'mail', 'waiting', now(), ${WHERE})`,
      [ask, election, plan[name], plan[phone].replaceAll(' ', ''), plan[email]],
    )
    await rows(
      `insert into proxy_match (id, ask_id, holder_id, km, state, proposed_at, answer_by, asker_yes_at, holder_yes_at)
      values (gen_random_uuid(), $1, $2, 0, $3, now(), now() + interval '1 day', now(), case when $3 = 'agreed' then now() end)`,
      [ask, holder, state],
    )
  }
}
