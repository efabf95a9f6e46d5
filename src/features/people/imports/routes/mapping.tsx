import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { isDay } from '#platform/text/day'
import { todayOf } from '#platform/i18n/moments'
import { fieldErrors, formValues } from '#platform/http/forms'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryOptions } from '#platform/i18n/countries'
import type { Locale } from '#platform/i18n/locales'
import { joinTexts, type Translate, type Words } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { Conflict } from '#platform/errors'
import { replaceParts, tryImport } from '../commands/receive.ts'
import { understand } from '../commands/understand.ts'
import { isLegacy, readings } from '../encoding.ts'
import { reread } from '../receiving.ts'
import { MappingPage } from '../mapping.page.tsx'
import { rowsOf } from '../parsing.ts'
import { findPiece, type ImportRecord, partsOf } from '../queries.ts'
import { BASES, FORBIDDEN_ORIGINS, isForbiddenOrigin, ORIGINS } from '../rules.ts'
import { askedIn, type Purpose } from '../../ledger/index.ts'
import { HOWS, ImportParams, LettersForm, mappingFormOf, saysField } from '../schema.ts'
import { isField, lowLabelOf } from '../../fields/index.ts'
import {
  crossSaysYes,
  customKey,
  findPreset,
  isCross,
  isFlag,
  isForbidden,
  isTarget,
  type Mapping,
  refusalOfHeader,
  type Said,
  saysNo,
  saysYes,
  stateOf,
  TARGETS,
  tellsOfRecord,
} from '../../reading/index.ts'
import { texts } from '../texts.ts'
import { importFor } from '../access.ts'

const config = { permission: 'people.import', everywhere: true } as const
const pageTexts = joinTexts([httpTexts, texts])
const params = ImportParams

/** Saying what a file is, before anything of it is used. */
export const mappingRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/imports/:import/mapping', { config, schema: { params, hide: true } }, async (request, reply) =>
    showMapping(app, reply, { found: await importFor(app, request) }),
  )

  const purposes = askedIn(app, 'import')
  const sent = { config, schema: { params, body: mappingFormOf(purposes), hide: true }, attachValidation: true }
  server.post('/staff/imports/:import/mapping', sent, async (request, reply) => {
    const found = await importFor(app, request)
    const values = formValues(request.body)
    const errors = request.validationError ? fieldErrors(request.validationError) : {}
    if ((await partsOf(app.database.read, found.id)).some(({ sure }) => !sure))
      return showMapping(app, reply, { found, wrong: { values, errors, notice: 'imports.letters-first' } })
    if (isForbiddenOrigin(values.origin ?? '')) errors.origin = 'imports.origin-refused'
    const { agreed_on: on } = values
    if (on && (!isDay(on) || on > todayOf(app))) errors.agreed_on = 'imports.agreed-on-wrong'
    if (Object.keys(errors).length > 0) return showMapping(app, reply, { found, wrong: { values, errors } })
    const { origin, basis, proof, dates, country, wording, agreed_on } = request.body
    const once = { ...(wording ? { wording } : {}), ...(agreed_on ? { agreed_on } : {}) }
    const said: Said = { origin, basis, proof, dates, country, ...once, says: saidOf(values, purposes) }
    const columns = await columnsOf(app, found)
    const mapping = mappingSent(values, columns, purposes)
    const unordered = columns.findIndex((column) => mapping[column] === 'full_name')
    if (unordered >= 0)
      return showMapping(app, reply, { found, wrong: { values, errors: { [`map.${unordered}`]: 'imports.name-order' } } })
    if (!Object.values(mapping).some((target) => NAMES_ONE.test(target)))
      return showMapping(app, reply, { found, wrong: { values, errors: {}, notice: 'imports.nobody-mapped' } })
    await app.database.transact((tx) => tryImport(tx, handOf(app, request), { id: found.id, mapping, said }))
    return reply.redirect(request.link(`/staff/imports/${found.id}`), 303)
  })
}

/** Saying how the letters of a file are read, where it does not say it itself. */
export const lettersRoutes: Routes = (app: App) => async (server) => {
  const options = { config, schema: { params, body: LettersForm, hide: true } }
  server.post('/staff/imports/:import/letters', options, async (request, reply) => {
    const { id, state } = await importFor(app, request)
    if (state !== 'received' && state !== 'tried') throw new Conflict('imports.state.wrong')
    const parts = await reread(app, id, request.body.encoding)
    await app.database.transact(async (tx) => {
      await replaceParts(tx, parts)
      await understand(tx, app, { id, parts })
    })
    return reply.redirect(request.link(`/staff/imports/${id}/mapping`), 303)
  })
}

/** By what somebody in a row can be told from others. */
const NAMES_ONE = /^(email|phone|given_name|family_name|full_name:.*)$/

async function columnsOf({ database }: App, { id }: ImportRecord): Promise<string[]> {
  return [...new Set((await partsOf(database.read, id)).flatMap(({ header }) => header))]
}

/** What was said of the file in one word each. */
const wordsOf = ({ says: _says, ...words }: Partial<Said>): Record<string, string> => words

/** What was said of each purpose; the form let nothing else through. */
function saidOf(values: Record<string, string>, purposes: Purpose[]): Said['says'] {
  return Object.fromEntries(
    purposes.map((purpose) => [purpose.key, HOWS.find((how) => how === values[saysField(purpose)]) ?? 'none']),
  )
}

function mappingSent(values: Record<string, string>, columns: string[], purposes: Purpose[]): Mapping {
  return Object.fromEntries(
    columns.map((column, at) => {
      const target = values[`map.${at}`] ?? 'ignore'
      return [column, isForbidden(column) || !isTarget(target, purposes) ? 'ignore' : target]
    }),
  )
}

type Shown = { found: ImportRecord; wrong?: FormState }

export async function showMapping(app: App, reply: FastifyReply, { found, wrong }: Shown) {
  if (wrong) reply.code(422)
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const preset = findPreset(found.preset)
  const columns = await columnsOf(app, found)
  const { samples, crossed } = await samplesOf(app, found)
  const purposes = askedIn(app, 'import')
  const now = {
    dates: preset.dates,
    country: app.movement.current.country,
    ...wordsOf(found.said),
    ...Object.fromEntries(purposes.map((one) => [saysField(one), found.said.says?.[one.key] ?? 'column'])),
    ...Object.fromEntries(columns.map((column, at) => [`map.${at}`, found.mapping[column] ?? 'ignore'])),
  }
  const page = {
    t,
    locale,
    name: found.file_name,
    recognised: t('imports.recognised', {
      system: preset.label,
      rows: found.rows_all,
      known: preset.name === 'plain' ? 'no' : 'yes',
    }),
    form: wrong ?? { values: now, errors: {} },
    action: link(`/staff/imports/${found.id}/mapping`),
    columns: columns.map((column, at) => ({
      name: `map.${at}`,
      label: column,
      sample: [samples.get(column), meansOf(column, { target: found.mapping[column], crossed: crossed.has(column), t })]
        .filter(Boolean)
        .join(' – '),
      forbidden: isForbidden(column),
      options: targetsFor(column, found.mapping[column], { t, locale, purposes }),
    })),
    parts: await statesOf(app, found, t),
    letters: await lettersOf(app, found, { t, action: link(`/staff/imports/${found.id}/letters`) }),
    says: purposes.map((one) => ({
      name: saysField(one),
      label: one.name[locale],
      options: HOWS.map((how) => ({ value: how, text: t(`imports.says-${how}`) })),
    })),
    ...choices(t, locale, app.movement.current.country),
  }
  return reply.page({ title: t('imports.title'), body: <MappingPage {...page} /> })
}

type Meant = { target: string | undefined; crossed: boolean; t: Translate }

/** What a mark in a column will do, where it does more than to be kept; of crosses somebody says what they mean. */
function meansOf(column: string, { target = 'ignore', crossed, t }: Meant): string | undefined {
  const kind = target.split(':')[0]!
  if (kind === 'yes' && crossed) return t('imports.means-cross')
  if (isFlag(target)) return t(`imports.means-${kind}`)
  if (target !== 'ignore') return undefined
  if (tellsOfRecord(column)) return t('imports.means-created')
  return refusalOfHeader(column) ? t('imports.means-refusal') : undefined
}

/** How the letters of the first part that does not say it may be read, each with words of the file. */
async function lettersOf({ database }: App, { id }: ImportRecord, { t, action }: { t: Translate; action: string }) {
  const part = (await partsOf(database.read, id)).find(({ encoding }) => isLegacy(encoding))
  if (!part) return undefined
  const bytes = (await findPiece(database.read, { import_id: id, part: part.n, n: 0 })) ?? Buffer.alloc(0)
  const options = readings(bytes).map(({ name, words }) => ({
    value: name,
    text: t('imports.letters-option', { name: t(`imports.letters-${name}`), words: words.join(' · ') }),
  }))
  return { action, chosen: part.encoding, sure: part.sure, options }
}

/** What the names of the files of an upload say of all who stand in them. */
async function statesOf({ database }: App, { id }: ImportRecord, t: Translate): Promise<string[]> {
  return (await partsOf(database.read, id)).flatMap(({ name, rows }) => {
    const state = stateOf(name)
    return state ? [t(`imports.part-${state}`, { name, rows })] : []
  })
}

function choices(t: Translate, locale: Locale, country: string) {
  const from = (key: string, values: readonly string[]) => values.map((value) => ({ value, text: t(`imports.${key}-${value}`) }))
  return {
    origins: from('origin', [...ORIGINS, ...FORBIDDEN_ORIGINS]),
    bases: from('basis', BASES),
    dates: from('dates', ['iso', 'dmy', 'mdy']),
    countries: countryOptions(locale, country),
  }
}

/** What a column may become; a preset may know something finer than the list. */
function targetsFor(
  column: string,
  known: string | undefined,
  { t, locale, purposes }: Words<Translate> & { purposes: Purpose[] },
) {
  const custom = `custom:${customKey(column)}`
  const said = purposes.flatMap((purpose) => [saysYes(purpose), crossSaysYes(purpose), saysNo(purpose)])
  const finer = known?.includes(':') && ![custom, ...said].includes(known) ? [known] : []
  const called = new Map(purposes.map(({ key, name }) => [key, name[locale]]))
  const all = [...TARGETS, ...said, ...finer, custom]
  return all.map((target) => {
    if (target.startsWith('full_name:')) return { value: target, text: t(`imports.target-${target.replace(':', '-')}`) }
    if (target === 'email-bad:*') return { value: target, text: t('imports.target-email-bad-all') }
    if (isField(target)) return { value: target, text: lowLabelOf(target, locale) }
    const [kind = '', key = ''] = target.split(':')
    return { value: target, text: t(`imports.target-${kind}`, { key: called.get(key) ?? key }) }
  })
}

/** Rows of a part that are looked at. */
const LOOKED = 20

/** The first filled cell of each column, to recognise it by, and the columns in which a lone cross stands. */
async function samplesOf({ database }: App, found: ImportRecord) {
  const samples = new Map<string, string>()
  const crossed = new Set(found.answers.filter(({ meaning }) => meaning === 'cross').map(({ column }) => column))
  const see = (column: string, cell: string) => {
    if (cell && !samples.has(column)) samples.set(column, cell.slice(0, 60))
    if (isCross(cell)) crossed.add(column)
  }
  for (const part of await partsOf(database.read, found.id)) {
    let seen = 0
    for await (const cells of rowsOf(database.read, part)) {
      part.header.forEach((column, at) => see(column, cells[at] ?? ''))
      if ((seen += 1) >= LOOKED) break
    }
  }
  return { samples, crossed }
}
