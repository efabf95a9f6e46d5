import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { AreaId, PlaceId } from '#territories'
import { writeKeys } from './commands/keys.ts'
import { db, type PersonId } from './tables.ts'

/** A made-up supporter, for the demo movement and for tests. */
export type SeedSupporter = {
  id: PersonId
  contact_id: string
  consent_id: string
  news_consent_id: string
  email: string
  given_name: string
  family_name: string
  locale: Locale
  country: string
  postal_code: string
  place_id: PlaceId
  department_id: AreaId | null
  area_rank: number
  /** YYYY-MM-DD */
  confirmed_on: string
  news: boolean
}

/** What those who agreed had before them, in each language. */
type SeedWording = { locale: Locale; purpose: 'support' | 'news'; id: string; text: string }

/** Adds supporters as if each had signed and confirmed, tally included. For chunks of some thousands. */
export async function seedSupporters(tx: Tx, supporters: SeedSupporter[], wordings: SeedWording[]): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(supporters)}::jsonb) as s (
    id uuid, contact_id uuid, consent_id uuid, news_consent_id uuid, email text, given_name text, family_name text, locale text, country text, postal_code text,
    place_id text, department_id text, area_rank integer, confirmed_on date, news boolean)`
  await db(tx)
    .insertInto('person')
    .columns([
      'id',
      'given_name',
      'family_name',
      'locale',
      'country',
      'postal_code',
      'place_id',
      'department_id',
      'area_rank',
      'confirmed_on',
      'agreed',
      'created_at',
      'updated_at',
    ])
    .expression(
      sql`select id, given_name, family_name, locale, country, postal_code, place_id, department_id, area_rank, confirmed_on,
          case when news then array['news:email', 'support:file'] else array['support:file'] end, confirmed_on, confirmed_on from ${rows}`,
    )
    .execute()
  await db(tx)
    .insertInto('contact_point')
    .columns(['id', 'person_id', 'kind', 'value', 'verified_at', 'created_at'])
    .expression(sql`select contact_id, id, 'email', email, confirmed_on, confirmed_on from ${rows}`)
    .execute()
  await db(tx)
    .insertInto('consent')
    .columns([
      'id',
      'person_id',
      'purpose',
      'channel',
      'action',
      'wording_id',
      'wording_text',
      'locale',
      'method',
      'source',
      'asked_at',
      'collected_at',
    ])
    .expression(
      sql`select case w.purpose when 'news' then news_consent_id else consent_id end, s.id, w.purpose,
          case w.purpose when 'news' then 'email' else 'file' end, 'given', w.id, w.text, s.locale, 'web', 'demo', confirmed_on, confirmed_on
          from ${rows} join jsonb_to_recordset(${JSON.stringify(wordings)}::jsonb) as w (locale text, purpose text, id text, text text)
          on w.locale = s.locale and (w.purpose = 'support' or s.news)`,
    )
    .execute()
  await writeKeys(tx, supporters)
  await tallySeed(tx, rows)
}

async function tallySeed(tx: Tx, rows: ReturnType<typeof sql>): Promise<void> {
  await db(tx)
    .insertInto('supporter_tally')
    .columns(['scope', 'key', 'n'])
    .expression(
      sql`select scope, key, count(*)::integer from ${rows},
          lateral (values ('area', coalesce(department_id, country)), ('day', confirmed_on::text), ('place', place_id), ('total', 'supporters')) as counted (scope, key)
          group by scope, key order by scope, key`,
    )
    .onConflict((on) => on.columns(['scope', 'key']).doUpdateSet({ n: sql`supporter_tally.n + excluded.n` }))
    .execute()
  await db(tx)
    .insertInto('supporter_tally')
    .columns(['scope', 'key', 'n'])
    .expression(sql`select 'total', 'places', count(*)::integer from supporter_tally where scope = 'place' and n > 0`)
    .onConflict((on) => on.columns(['scope', 'key']).doUpdateSet({ n: sql`excluded.n` }))
    .execute()
}
