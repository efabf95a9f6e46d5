import type { GroupDetails } from '../../src/features/groups/core/commands/create.ts'
import { createGroup } from '../../src/features/groups/core/commands/create.ts'
import { joinGroup } from '../../src/features/groups/joining/commands/join.ts'
import { agreedBy } from '../../src/features/groups/core/wording.ts'
import { addSupporters } from './people.ts'
import type { TestProgram } from './program.ts'
import { openStrongSession, type Visitor } from './staff.ts'

/** A supporter who is signed in. */
export type Signer = Visitor & { person: string; email: string }

let made = 0

/** A supporter of a town, in a browser of her own. */
export async function signer(program: TestProgram, given_name: string, place = 'FR-69123'): Promise<Signer> {
  const email = `${given_name.toLowerCase()}.${(made += 1)}@example.org`
  const [person] = await addSupporters(program, [{ given_name, family_name: 'Durand', email, place }])
  const browser = await openStrongSession(program, await program.app.auth.accountFor(email))
  return { ...browser, person: person!, email }
}

const LYON = { lng: 4.835, lat: 45.758 }

const DETAILS: GroupDetails = {
  name: 'Croix-Rousse',
  description: null,
  habits: null,
  place_id: 'FR-69123',
  department_id: 'FR-69',
  country: 'FR',
  town: LYON,
  exact: null,
  precision: 'town',
  address: null,
  languages: ['fr'],
  themes: [],
  accessible: false,
  joining: 'open',
}

/** A group of that many people, the first of whom founded it. Gives its id and theirs. */
export async function addGroup(
  program: TestProgram,
  size: number,
  otherwise: Partial<GroupDetails> = {},
): Promise<{ id: string; people: string[] }> {
  const place = otherwise.place_id ?? 'FR-69123'
  const people = await addSupporters(
    program,
    Array.from({ length: size }, (_, n) => ({ given_name: `P${n}`, family_name: 'Durand', place })),
  )
  return { id: await found(program, people, otherwise), people }
}

/** Makes a group of people who are there already. */
export async function found(program: TestProgram, people: string[], otherwise: Partial<GroupDetails> = {}): Promise<string> {
  const { transact } = program.app.database
  const agreed = agreedBy('fr')
  const now = program.clock.now
  const [founder, ...others] = people
  const details = { ...DETAILS, ...otherwise }
  const id = await transact((tx) => createGroup(tx, { founder: founder!, details, agreed }, now))
  for (const person of others) await transact((tx) => joinGroup(tx, { group: id, person, how: 'site', agreed }, now))
  await nodAll(program, id)
  return id
}

/** Its organiser nods to all who are there. */
export async function nodAll(program: TestProgram, group: string): Promise<void> {
  await program.rows('update membership set sees_from = null where group_id = $1', [group])
}

/** Presses join, as the form does. */
export function join(program: TestProgram, group: string, person: string) {
  return program.app.database.transact((tx) =>
    joinGroup(tx, { group, person, how: 'site', agreed: agreedBy('fr') }, program.clock.now),
  )
}

export async function figuresOf(program: TestProgram, group: string) {
  const [row] = await program.rows<{ size: number; organisers: number; over: boolean; vacant: boolean; closed: boolean }>(
    `select size, organisers, over_since is not null as over, vacant_since is not null as vacant, closed_at is not null as closed from local_group where id = $1`,
    [group],
  )
  return row!
}
