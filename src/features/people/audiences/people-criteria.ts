import { normaliseEmail } from '#platform/text/email'
import { sql } from 'kysely'
import { languageName, type Locale, LOCALES } from '#platform/i18n/locales'
import { normalise } from '#platform/text/normalise'
import { findTerritory, findTown, placesWithin, townName } from '#territories'
import { bearerAmong } from '../addresses/index.ts'
import { visibleHoldersOf } from '../core/index.ts'
import { DAYS, daysSentence, oneOf, readDays } from './asking.ts'
import type { Criterion, Reading } from './criterion.ts'
import { declaredCriteria } from './declared-criteria.ts'

const ORIGINS = ['signature', 'import', 'paper', 'staff', 'api'] as const

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const signed: Criterion = {
  name: 'signed',
  label: 'audiences.signed',
  fields: DAYS,
  read: readDays,
  sql: ({ from, to }) =>
    sql`(person.confirmed_on >= ${from ?? '-infinity'}::date and person.confirmed_on <= ${to ?? 'infinity'}::date)`,
  sentence: (values, t) => daysSentence('audiences.signed-sentence', values, t),
}

const supporter: Criterion = {
  name: 'supporter',
  label: 'audiences.supporter',
  fields: [],
  sql: () => sql`(person.confirmed_on is not null)`,
  sentence: (_values, t) => t('audiences.supporter-sentence'),
}

const active: Criterion = {
  name: 'active',
  label: 'audiences.active',
  fields: DAYS,
  read: readDays,
  sql: ({ from, to }) =>
    sql`exists (select from consent where consent.person_id = person.id and collected_at >= ${from ?? '-infinity'}::date and collected_at < ${to ?? 'infinity'}::date + interval '1 day')`,
  sentence: (values, t) => daysSentence('audiences.active-sentence', values, t),
}

const origin: Criterion = {
  name: 'origin',
  label: 'audiences.origin',
  fields: [
    {
      name: 'origin',
      label: 'audiences.origin-which',
      kind: 'choice',
      options: (_choices, t) => ORIGINS.map((one) => ({ value: one, text: t(`audiences.origin-${one}`) })),
    },
  ],
  read: oneOf('origin', ORIGINS),
  sql: ({ origin: which }) => sql`(person.origin = ${which})`,
  sentence: ({ origin: which }, t) => t('audiences.origin-sentence', { origin: t(`audiences.origin-${which}`) }),
}

const territory: Criterion = {
  name: 'territory',
  label: 'audiences.territory',
  fields: [{ name: 'where', label: 'audiences.where', kind: 'text' }],
  read: async (app, { where = '' }): Promise<Reading> => {
    const found = findTerritory(app, where)
    if ('error' in found) return { errors: { where: found.error } }
    const { area_id, place_id } = found.territory
    return { values: { where, ...(area_id ? { area: area_id } : { place: place_id! }) } }
  },
  sql: ({ area, place }) => {
    if (place) return sql`(person.place_id = ${place})`
    if (/^[A-Z]{2}$/.test(area!)) return sql`(person.country = ${area})`
    return /-R/.test(area!)
      ? sql`(person.department_id in (select id from area where parent_id = ${area}))`
      : sql`(person.department_id = ${area})`
  },
  sentence: ({ where = '' }, t) => t('audiences.territory-sentence', { where }),
}

const near: Criterion = {
  name: 'near',
  label: 'audiences.near',
  fields: [
    { name: 'where', label: 'audiences.near-where', kind: 'text' },
    { name: 'km', label: 'audiences.km', kind: 'number' },
  ],
  read: async (app, { where = '', km = '' }): Promise<Reading> => {
    const found = findTown(app, where)
    if ('error' in found) return { errors: { where: found.error } }
    const { town } = found
    if (!/^\d{1,3}$/.test(km) || Number(km) < 1) return { errors: { km: 'audiences.km-wrong' } }
    return { values: { where: townName(town), km, lng: String(town.lng), lat: String(town.lat) } }
  },
  sql: ({ km, lng, lat }) => sql`(person.place_id in (${placesWithin({ lng: Number(lng), lat: Number(lat) }, Number(km))}))`,
  sentence: ({ where = '', km = '' }, t) => t('audiences.near-sentence', { where, km }),
}

const language: Criterion = {
  name: 'language',
  label: 'audiences.language',
  fields: [
    {
      name: 'locale',
      label: 'audiences.language-which',
      kind: 'choice',
      options: () => LOCALES.map((one) => ({ value: one, text: languageName(one) })),
    },
  ],
  read: oneOf('locale', LOCALES),
  sql: ({ locale }) => sql`(person.locale = ${locale})`,
  // Kept only after `read` had found it among them, here and below.
  sentence: ({ locale }, t) => t('audiences.language-sentence', { language: languageName(locale as Locale) }),
}

const tag: Criterion = {
  name: 'tag',
  label: 'audiences.tag',
  fields: [
    {
      name: 'tag',
      label: 'audiences.tag-which',
      kind: 'choice',
      options: ({ tags }) => tags.map((one) => ({ value: one, text: one })),
    },
  ],
  read: async (_app, { tag: name = '' }) =>
    normalise(name) ? { values: { tag: name } } : { errors: { tag: 'audiences.choose' } },
  sql: ({ tag: name = '' }) =>
    sql`(person.id in (select person_tag.person_id from person_tag join tag on tag.id = person_tag.tag_id where tag.key = ${normalise(name)}))`,
  sentence: ({ tag: name = '' }, t) => t('audiences.tag-sentence', { tag: name }),
}

const field: Criterion = {
  name: 'field',
  label: 'audiences.field',
  fields: [
    {
      name: 'key',
      label: 'audiences.field-which',
      kind: 'choice',
      options: ({ fields }) => fields.map(({ key, label }) => ({ value: key, text: label })),
    },
    { name: 'value', label: 'audiences.field-value', kind: 'text' },
  ],
  read: async (_app, { key = '', value = '' }): Promise<Reading> => {
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(key)) return { errors: { key: 'audiences.choose' } }
    return value === '' ? { errors: { value: 'audiences.value-needed' } } : { values: { key, value } }
  },
  sql: ({ key, value = '' }) => sql`(lower(person.custom ->> ${key}) = ${value.toLowerCase()})`,
  sentence: ({ key = '', value = '' }, t, { fields }) =>
    t('audiences.field-sentence', { field: fields.find((one) => one.key === key)?.label ?? key, value }),
}

const reachable: Criterion = {
  name: 'has',
  label: 'audiences.has',
  fields: [
    {
      name: 'kind',
      label: 'audiences.has-which',
      kind: 'choice',
      options: (_choices, t) => ['email', 'phone'].map((one) => ({ value: one, text: t(`audiences.has-${one}`) })),
    },
  ],
  read: oneOf('kind', ['email', 'phone']),
  sql: ({ kind }) =>
    sql`exists (select from contact_point where contact_point.person_id = person.id and contact_point.kind = ${kind} and contact_point.quality not in ('bad', 'bouncing'))`,
  sentence: ({ kind }, t) => t('audiences.has-sentence', { what: t(`audiences.has-${kind}`) }),
}

const recruited: Criterion = {
  name: 'recruited',
  label: 'audiences.recruited',
  fields: [{ name: 'email', label: 'audiences.recruited-email', kind: 'text' }],
  // The address is looked up once and not kept, and only among those whom the writer may see: else it would tell who is in the file.
  read: async (app, { email = '', person = '', name = '' }, scope) => {
    const nobody = { errors: { email: 'audiences.nobody' } }
    if (person && !email) return UUID.test(person) ? { values: { person, name } } : nobody
    const holders = email ? await visibleHoldersOf(app.database.read, normaliseEmail(email), scope) : []
    const named = { given_name: /^([^<]*)</.exec(email)?.[1]?.trim() ?? '', family_name: null }
    const seen = bearerAmong(holders, named)
    if (seen === 'several') return { errors: { email: 'audiences.several' } }
    return seen ? { values: { person: seen.id, name: named.given_name || email.split('@')[0]! } } : nobody
  },
  sql: ({ person }) => sql`(person.recruited_by = ${person}::uuid)`,
  sentence: ({ name = '' }, t) => t('audiences.recruited-sentence', { name }),
}

/** What can be asked about anybody in the file. */
export const peopleCriteria: Criterion[] = [
  supporter,
  signed,
  territory,
  near,
  tag,
  language,
  origin,
  ...declaredCriteria,
  field,
  reachable,
  active,
  recruited,
]
