import { Readable } from 'node:stream'
import { constants } from 'node:zlib'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import type { Handle } from '#platform/db/handle'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import { ahead } from '#platform/jobs/ahead'
import { ExportPage } from '../exports.page.tsx'
import { type ExportRecord, findExport, pieceOf } from '../queries.ts'
import { FILE_TIME } from '../rules.ts'
import { ExportParams } from '../schema.ts'
import type { ExportId } from '../tables.ts'
import { texts } from '../texts.ts'

const config = { permission: 'people.export' } as const
/** Each file is fetched once: packed four times as fast, a third larger. */
const FAST = { brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } } }
/** Seconds after which the page of a file under way asks again. */
const ASK_AGAIN = 3

/** A file on its way, and the file itself. */
export const fetchingRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database

  server.get('/staff/exports/:export', { config, schema: { params: ExportParams, hide: true } }, async (request, reply) => {
    const found = await exportFor(app, request)
    const t = texts.in(request.locale)
    const number = (n: number) => formatNumber(request.locale, n)
    const path = request.link(`/staff/exports/${found.id}`)
    const working = found.state === 'waiting' || found.state === 'running'
    if (working) reply.header('refresh', String(ASK_AGAIN))
    const page = {
      t,
      name: found.file_name,
      state: t(`exports.state-${found.state}`),
      progress: working
        ? {
            value: found.rows_done,
            most: found.rows_all,
            label: t('exports.progress', { done: number(found.rows_done), all: number(found.rows_all) }),
          }
        : undefined,
      file: found.state === 'done' && isFetchable(app, found) ? `${path}/file` : undefined,
      again: path,
    }
    return reply.page({ title: t('exports.title'), body: <ExportPage {...page} /> })
  })

  const file = { config, schema: { params: ExportParams, hide: true }, compress: FAST }
  server.get('/staff/exports/:export/file', file, async (request, reply) => {
    const found = await exportFor(app, request)
    if (found.state !== 'done' || !isFetchable(app, found)) throw new NotFound('exports.over')
    return reply
      .header('content-disposition', `attachment; filename="${found.file_name}"`)
      .header('cache-control', 'private, no-store')
      .type(found.kind === 'audience' ? 'text/csv; charset=utf-8' : 'application/zip')
      .send(Readable.from(ahead(piecesOf(read, found.id))))
  })
}

/** A file is for who asked for it, and nobody else. */
async function exportFor({ database }: App, { actor, params }: Asked<{ export: ExportId }>): Promise<ExportRecord> {
  const found = await findExport(database.read, params.export)
  const scope = actor.scope('people.export')
  // Made under a mandate that has shrunk since, it is no longer his to fetch.
  const mayStill = scope === 'everywhere' || JSON.stringify(found?.scope) === JSON.stringify(scope)
  if (!found || found.asked_by !== actor.account || !mayStill) throw new NotFound('error.not-found')
  return found
}

function isFetchable(app: App, { asked_at, finished_at }: ExportRecord): boolean {
  return app.now().getTime() - (finished_at ?? asked_at).getTime() < FILE_TIME
}

async function* piecesOf(handle: Handle, id: ExportId): AsyncGenerator<Buffer> {
  for (let n = 0; ; n++) {
    const piece = await pieceOf(handle, id, n)
    if (!piece) return
    yield piece
  }
}
