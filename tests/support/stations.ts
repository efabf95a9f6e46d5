import type { TestProgram } from './program.ts'

type Day = { vote_on: string; closes?: string; area_id?: string; place_id?: string }

/** A presidential vote in a country, on these days. Gives its id. */
export async function addVote(program: TestProgram, days: Day[], country = 'FR'): Promise<string> {
  const id = crypto.randomUUID()
  await program.rows(
    "insert into election (id, name, country, kind, created_at) values ($1, 'Présidentielle', $2, 'presidential', now())",
    [id, country],
  )
  for (const { vote_on, closes = '20:00', area_id = null, place_id = null } of days)
    await program.rows('insert into election_day values (gen_random_uuid(), $1, $2, $3, $4, $5)', [
      id,
      area_id,
      place_id,
      vote_on,
      closes,
    ])
  return id
}

/** A station of a vote in a town. Gives its id. */
export async function addStation(
  program: TestProgram,
  vote: string,
  { number, place = 'FR-69123' }: { number: string; place?: string },
): Promise<string> {
  const id = crypto.randomUUID()
  await program.rows('insert into station (id, election_id, place_id, number, added_at) values ($1, $2, $3, $4, now())', [
    id,
    vote,
    place,
    number,
  ])
  return id
}

/** Somebody who can be everything at any hour. Gives the id of what she offered. */
export async function addVolunteer(
  program: TestProgram,
  vote: string,
  { person, place = 'FR-69123' }: { person: string; place?: string },
): Promise<string> {
  const id = crypto.randomUUID()
  await program.rows(
    `insert into station_volunteer (id, election_id, person_id, place_id, roles, hours, said_at)
    values ($1, $2, $3, $4, '{assessor,substitute,delegate}', '{morning,midday,afternoon,evening,count}', now())`,
    [id, vote, person, place],
  )
  return id
}

type Post = { vote: string; station: string; volunteer: string; role: string }

/** She said yes to be there as that. */
export async function addPost(program: TestProgram, { vote, station, volunteer, role }: Post): Promise<string> {
  const id = crypto.randomUUID()
  await program.rows(
    "insert into station_post (id, station_id, election_id, volunteer_id, role, state, asked_at) values ($1, $2, $3, $4, $5, 'yes', now())",
    [id, station, vote, volunteer, role],
  )
  return id
}
