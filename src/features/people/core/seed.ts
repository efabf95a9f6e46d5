import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import type { AreaId, PlaceId } from '#territories'
import { agreedNames, type Purpose, recordSelected, type Wording } from '../ledger/index.ts'
import { addSelected } from '../addresses/index.ts'
import { writeKeys } from './commands/keys.ts'
import { NEWS, SUPPORT } from './purposes.ts'
import { db, type PersonId } from './tables.ts'

/** A made-up supporter, for the demo movement and for tests. */
export type SeedSupporter = {
  id: PersonId
  contact_id: string
  /** of her address, in hex */
  hash: string
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
export type SeedWording = Wording & { locale: Locale; purpose: string; channel: string }

const agreedTo = (...purposes: Purpose[]) => purposes.flatMap(agreedNames).toSorted()

/** Adds supporters as if each had signed and confirmed, tally included. For chunks of some thousands. */
export async function seedSupporters(tx: Tx, supporters: SeedSupporter[], wordings: SeedWording[]): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(supporters)}::jsonb) as s (
    id uuid, contact_id uuid, hash text, email text, given_name text, family_name text, locale text, country text, postal_code text,
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
          case when news then ${agreedTo(NEWS, SUPPORT)}::text[] else ${agreedTo(SUPPORT)}::text[] end, confirmed_on, confirmed_on from ${rows}`,
    )
    .execute()
  await addSelected(tx, sql`select contact_id, id, email, decode(hash, 'hex'), confirmed_on from ${rows}`)
  await recordSelected(
    tx,
    sql`select s.id, w.purpose, w.channel, w.id, w.text, s.locale, 'web', 'demo', confirmed_on::timestamptz, confirmed_on::timestamptz
      from ${rows} join jsonb_to_recordset(${JSON.stringify(wordings)}::jsonb) as w (locale text, purpose text, channel text, id text, text text)
      on w.locale = s.locale and (w.purpose = ${SUPPORT.key} or s.news)`,
  )
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
