import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { fieldErrors, formValues } from '#platform/http/forms'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryOptions } from '#platform/i18n/countries'
import type { Locale } from '#platform/i18n/locales'
import { joinTexts, type Translate } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { tryImport } from '../commands/receive.ts'
import { MappingPage } from '../imports.page.tsx'
import { rowsOf } from '../parsing.ts'
import { findPreset } from '../presets.ts'
import { type ImportRecord, partsOf } from '../queries.ts'
import { BASES, FORBIDDEN_ORIGINS, isForbiddenOrigin, ORIGINS } from '../rules.ts'
import { ImportParams, MappingForm } from '../schema.ts'
import { customKey, isForbidden, isTarget, TARGETS } from '../targets.ts'
import type { Mapping, Said } from '../tables.ts'
import { texts } from '../texts.ts'
import { importFor } from '../access.ts'

const config = { permission: 'people.import' } as const
const pageTexts = joinTexts([httpTexts, texts])
const params = ImportParams

/** Saying what a file is, before anything of it is used. */
export const mappingRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/imports/:import/mapping', { config, schema: { params, hide: true } }, async (request, reply) =>
    showMapping(app, reply, { found: await importFor(app, request) }),
  )

  const sent = { config, schema: { params, body: MappingForm, hide: true }, attachValidation: true }
  server.post('/staff/imports/:import/mapping', sent, async (request, reply) => {
    const found = await importFor(app, request)
    const values = formValues(request.body)
    const errors = request.validationError ? fieldErrors(request.validationError) : {}
    if (isForbiddenOrigin(values.origin ?? '')) errors.origin = 'imports.origin-refused'
    if (Object.keys(errors).length > 0) return showMapping(app, reply, { found, wrong: { values, errors } })
    const { origin, basis, proof, dates, country, news } = request.body
    const said: Said = { origin, basis, proof, dates, country, news }
    const mapping = mappingSent(values, await columnsOf(app, found))
    if (!Object.values(mapping).some((target) => ['email', 'phone', 'given_name', 'family_name', 'full_name'].includes(target)))
      return showMapping(app, reply, { found, wrong: { values, errors: {}, notice: 'imports.nobody-mapped' } })
    await app.database.transact((tx) => tryImport(tx, handOf(app, request), { id: found.id, mapping, said }))
    return reply.redirect(request.link(`/staff/imports/${found.id}`), 303)
  })
}

async function columnsOf({ database }: App, { id }: ImportRecord): Promise<string[]> {
  return [...new Set((await partsOf(database.read, id)).flatMap(({ header }) => header))]
}

function mappingSent(values: Record<string, string>, columns: string[]): Mapping {
  return Object.fromEntries(
    columns.map((column, at) => {
      const target = values[`map.${at}`] ?? 'ignore'
      return [column, isForbidden(column) || !isTarget(target) ? 'ignore' : target]
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
  const samples = await samplesOf(app, found)
  const now = {
    dates: preset.dates,
    country: app.movement.current.country,
    news: 'column',
    ...found.said,
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
      sample: samples.get(column) ?? '',
      forbidden: isForbidden(column),
      options: targetsFor(column, found.mapping[column], t),
    })),
    ...choices(t, locale, app.movement.current.country),
  }
  return reply.page({ title: t('imports.title'), body: <MappingPage {...page} /> })
}

function choices(t: Translate, locale: Locale, country: string) {
  const from = (key: string, values: readonly string[]) => values.map((value) => ({ value, text: t(`imports.${key}-${value}`) }))
  return {
    origins: from('origin', [...ORIGINS, ...FORBIDDEN_ORIGINS]),
    bases: from('basis', BASES),
    dates: from('dates', ['iso', 'dmy', 'mdy']),
    news: from('news', ['column', 'none', 'all']),
    countries: countryOptions(locale, country),
  }
}

/** What a column may become; a preset may know something finer than the list. */
function targetsFor(column: string, known: string | undefined, t: Translate) {
  const custom = `custom:${customKey(column)}`
  const finer = known?.includes(':') && known !== custom ? [known] : []
  const all = [...TARGETS, ...finer, custom]
  return all.map((target) => {
    const [kind = '', key = ''] = target.split(':')
    return { value: target, text: t(`imports.target-${kind}`, { key }) }
  })
}

/** The first filled cell of each column, to recognise it by. */
async function samplesOf({ database }: App, { id }: ImportRecord): Promise<Map<string, string>> {
  const samples = new Map<string, string>()
  for (const part of await partsOf(database.read, id)) {
    let seen = 0
    for await (const cells of rowsOf(database.read, part)) {
      if (seen > 0)
        part.header.forEach((column, at) => cells[at] && !samples.has(column) && samples.set(column, cells[at].slice(0, 60)))
      if ((seen += 1) > 20) break
    }
  }
  return samples
}
