import { hashOf } from '../../src/features/people/addresses/index.ts'
import { NEWS, SUPPORT } from '../../src/features/people/core/purposes.ts'
import { seedSupporters, type SeedSupporter } from '../../src/features/people/core/seed.ts'
import type { TestProgram } from './program.ts'

type Made = {
  id?: string
  given_name: string
  family_name: string
  email?: string
  place?: string
  postal_code?: string
  news?: boolean
  confirmed_on?: string
  locale?: 'fr' | 'en' | 'es'
}

const WORDINGS = (['fr', 'en', 'es'] as const).flatMap((locale) =>
  [SUPPORT, NEWS].map(({ key, channels }) => ({
    locale,
    purpose: key,
    channel: channels[0]!,
    id: `test.${key}`,
    text: key,
  })),
)

/** Puts supporters into the file at once, as if each had signed. Gives their ids, in order. */
export async function addSupporters(program: TestProgram, people: Made[]): Promise<string[]> {
  const departments = new Map<string, string>()
  for (const { id, department_id } of await program.rows<{ id: string; department_id: string }>(
    'select id, department_id from place where id = any($1)',
    [people.map(({ place = 'FR-69123' }) => place)],
  ))
    departments.set(id, department_id)
  const addressed = (email: string) => ({ email, hash: hashOf(program.app)(email).toString('hex') })
  const rows = people.map(({ place = 'FR-69123', ...person }, n): SeedSupporter => ({
    id: person.id ?? crypto.randomUUID(),
    contact_id: crypto.randomUUID(),
    ...addressed(person.email ?? `person${n}.${crypto.randomUUID().slice(0, 8)}@example.org`),
    given_name: person.given_name,
    family_name: person.family_name,
    locale: person.locale ?? 'fr',
    country: place.slice(0, 2),
    postal_code: person.postal_code ?? '69001',
    place_id: place,
    department_id: departments.get(place) ?? null,
    area_rank: n + 1,
    confirmed_on: person.confirmed_on ?? '2016-03-31',
    news: person.news ?? false,
  }))
  await program.app.database.transact((tx) => seedSupporters(tx, rows, WORDINGS))
  return rows.map(({ id }) => id)
}
