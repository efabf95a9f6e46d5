import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import type { App } from '#platform/app'
import { csvLine } from '#platform/csv'
import type { Handle } from '#platform/db/handle'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatNumber } from '#platform/i18n/locales'
import { joinTexts, type Texts, type Translate } from '#platform/i18n/texts'
import { witnessOf } from '#staff'
import { bringingTexts } from '../../bringing/index.ts'
import { readingTexts } from '../../reading/index.ts'
import { startImport, undoImport } from '../commands/receive.ts'
import { ImportPage } from '../imports.page.tsx'
import { type ImportRecord, partsOf, refusedRows } from '../queries.ts'
import { ImportParams } from '../schema.ts'
import type { ImportId } from '../tables.ts'
import { texts } from '../texts.ts'
import { importFor } from '../access.ts'
import { showMapping } from './mapping.tsx'
const config = { permission: 'people.import', everywhere: true } as const
const options = { config, schema: { params: ImportParams, hide: true } } as const
// Reasons are kept with the rows, as keys.
const pageTexts: Texts = joinTexts([httpTexts, texts, readingTexts, bringingTexts])
const WORKING = ['receiving', 'trying', 'running', 'undoing']
/** Seconds after which the page of an import under way asks again. */
const ASK_AGAIN = 3

/** One import: how far it is, and what can be done next. */
export const importRoutes: Routes = (app: App) => async (server) => {
  const { transact, read } = app.database

  server.get('/staff/imports/:import', options, async (request, reply) => {
    const found = await importFor(app, request)
    if (found.state === 'received') return showMapping(app, reply, { found })
    return show(reply, found)
  })

  server.post('/staff/imports/:import/start', options, async (request, reply) => {
    const { id } = await importFor(app, request)
    await transact((tx) => startImport(tx, handOf(app, request), id))
    return reply.back(`/staff/imports/${id}`, 'begun')
  })

  server.post('/staff/imports/:import/undoing', options, async (request, reply) => {
    const { id } = await importFor(app, request)
    await transact((tx) => undoImport(tx, handOf(app, request), id))
    return reply.back(`/staff/imports/${id}`, 'begun')
  })

  server.get('/staff/imports/:import/refused.csv', options, async (request, reply) => {
    const { id, counts } = await importFor(app, request)
    await witnessOf(app)(request.actor, {
      action: 'export',
      object: 'import',
      id,
      count: (counts.refused ?? 0) + (counts.partial ?? 0),
    })
    const t = pageTexts.in(request.locale)
    return reply
      .header('content-disposition', 'attachment; filename="refused.csv"')
      .header('cache-control', 'private, no-store')
      .type('text/csv; charset=utf-8')
      .send(Readable.from(refusedLines(read, id, (reason) => t(reason))))
  })
}

const PAGE = 1000

/**
 * The rows that were refused or read in part, as they came, each with its line and why, page by page. Files of one zip may have their columns in another order: each cell
 * stands under the name of its own.
 */
async function* refusedLines(handle: Handle, id: ImportId, say: (reason: string) => string): AsyncGenerator<string> {
  const parts = await partsOf(handle, id)
  const columns = [...new Set(parts.flatMap(({ header }) => header))]
  yield csvLine(['line', 'reason', ...columns])
  const cellsOf = cellsUnder(columns, parts)
  let after = 0
  for (;;) {
    const rows = await refusedRows(handle, id, { after, limit: PAGE })
    for (const { line, reason, cells } of rows) yield csvLine([String(line), say(reason ?? ''), ...cellsOf(line, cells ?? [])])
    if (rows.length < PAGE) return
    after = rows.at(-1)!.line
  }
}

type Part = Awaited<ReturnType<typeof partsOf>>[number]

/** Puts the cells of a row, whose lines count through all parts, under the columns of all. */
function cellsUnder(columns: string[], parts: Part[]): (line: number, cells: string[]) => string[] {
  const ends = parts.map((_, at) => parts.slice(0, at + 1).reduce((sum, { rows }) => sum + rows, 0))
  return (line, cells) => {
    const header = parts[ends.findIndex((end) => line <= end)]?.header ?? columns
    const named = new Map(header.map((column, at) => [column, cells[at] ?? '']))
    // What no column has stands behind them all, as it did.
    return [...columns.map((column) => named.get(column) ?? ''), ...cells.slice(header.length)]
  }
}

async function show(reply: FastifyReply, found: ImportRecord) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const number = (n: number) => formatNumber(locale, n)
  const { id, state, counts, rows_done, rows_all } = found
  const path = link(`/staff/imports/${id}`)
  const working = WORKING.includes(state)
  if (working) reply.header('refresh', String(ASK_AGAIN))
  const kinds = ['created', 'updated', 'unchanged', 'partial', 'unproved', 'unplaced', 'refused', 'taken', 'left'] as const
  const props = {
    t,
    name: found.file_name,
    state,
    stateText: t(`imports.state-${state}`),
    progress: working
      ? {
          value: rows_done,
          most: rows_all,
          label: t('imports.progress', { done: number(rows_done), all: number(rows_all), left: remaining(found) }),
        }
      : undefined,
    counts: kinds
      .filter((kind) => counts[kind])
      .map((kind) => ({ label: t(`imports.count-${kind}`), value: number(counts[kind]!) })),
    unproved: counts.unproved && state !== 'tried' ? link('/staff/audiences/new?is=unproved') : undefined,
    ...(state === 'tried' ? toldOf(found, { t, number }) : NOTHING_TOLD),
    failure: found.failure ? t(found.failure) : undefined,
    paths: { mapping: `${path}/mapping`, start: `${path}/start`, refused: `${path}/refused.csv`, undoing: `${path}/undoing` },
    refused: (counts.refused ?? 0) + (counts.partial ?? 0) > 0,
    places: counts.unplaced && reply.request.actor.grants.has('people.place') ? link('/staff/places') : undefined,
    again: path,
  }
  return reply.page({ title: t('imports.title'), body: <ImportPage {...props} /> })
}

const NOTHING_TOLD = { samples: [], answers: [], refusals: [] }

/** What a trial found, in words. */
function toldOf({ samples, answers, refusals }: ImportRecord, { t, number }: { t: Translate; number: (n: number) => string }) {
  return {
    samples,
    answers: answers.map(({ column, value, meaning, n }) => ({
      column,
      value: value ?? t('imports.other-values'),
      n: number(n),
      means: t(`imports.meaning-${meaning}`),
    })),
    refusals: refusals.map(({ reason, n, lines }) => ({
      why: t(reason),
      n: number(n),
      lines: [...lines.map(number), ...(n > lines.length ? ['…'] : [])].join(', '),
    })),
  }
}

/** Minutes that are left, judged by what is done; -1 while nothing is. */
function remaining({ started_at, rows_done, rows_all }: ImportRecord): number {
  if (!started_at || rows_done === 0) return -1
  const minutes = (Date.now() - started_at.getTime()) / 60_000
  return Math.ceil((minutes * (rows_all - rows_done)) / rows_done)
}
