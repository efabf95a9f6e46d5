import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Handle } from '#platform/db/handle'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { findAudience } from '#audiences'
import { normalise } from '#territories'
import { askApproval, requireEverywhere, staffTexts, useApproval } from '#staff'
import { askExport } from './commands/ask.ts'
import { ExportPage, ExportsPage } from './exports.page.tsx'
import { exportsBy, findExport, pieceOf } from './queries.ts'
import { FILE_TIME } from './rules.ts'
import { AudienceParams, ExportParams, ReasonForm } from './schema.ts'
import type { ExportId } from './tables.ts'
import { texts } from './texts.ts'

const config = { permission: 'people.export' } as const
const pageTexts = joinTexts([httpTexts, texts, staffTexts])
const ASK_AGAIN = 3
/** The whole movement: two persons. */
const EVERYTHING = { kind: 'export', subject: 'movement' }

/** Files on their way out. */
export const routes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const hand = ({ actor }: FastifyRequest) => ({ actor, now: app.now() })

  server.get('/staff/exports', { config, schema: { hide: true } }, (request, reply) =>
    show(app, request, reply, { values: {}, errors: {} }),
  )

  server.post(
    '/staff/audiences/:audience/export',
    { config, schema: { params: AudienceParams, hide: true } },
    async (request, reply) => {
      const audience = await findAudience(read, request.params.audience)
      if (!audience) throw new NotFound('error.not-found')
      const scope = request.actor.scope('people.export')
      const file_name = `${normalise(audience.name).replaceAll(' ', '-') || 'audience'}.csv`
      const id = await transact((tx) =>
        askExport(tx, hand(request), { kind: 'audience', audience: audience.id, scope, file_name }),
      )
      return reply.redirect(request.link(`/staff/exports/${id}`), 303)
    },
  )

  server.post('/staff/exports/approval', { config, schema: { body: ReasonForm, hide: true } }, async (request, reply) => {
    requireEverywhere(request.actor, 'people.export')
    const { reason } = request.body
    if (!reason) return show(app, request, reply.code(422), { values: {}, errors: { reason: 'form.required' } })
    await transact((tx) => askApproval(tx, request.actor, { ...EVERYTHING, reason }, app.now()))
    return reply.redirect(request.link('/staff/exports'), 303)
  })

  server.post('/staff/exports/movement', { config, schema: { hide: true } }, async (request, reply) => {
    requireEverywhere(request.actor, 'people.export')
    try {
      const id = await transact(async (tx) => {
        await useApproval(tx, request.actor, EVERYTHING, app.now())
        return askExport(tx, hand(request), {
          kind: 'movement',
          file_name: `movement-${app.now().toISOString().slice(0, 10)}.zip`,
        })
      })
      return reply.redirect(request.link(`/staff/exports/${id}`), 303)
    } catch (error) {
      if (error instanceof NotFound) return show(app, request, reply.code(403), { values: {}, errors: {}, notice: error.key })
      throw error
    }
  })

  server.get('/staff/exports/:export', { config, schema: { params: ExportParams, hide: true } }, async (request, reply) => {
    const found = await exportFor(app, request)
    const t = pageTexts.in(request.locale)
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

  server.get('/staff/exports/:export/file', { config, schema: { params: ExportParams, hide: true } }, async (request, reply) => {
    const found = await exportFor(app, request)
    if (found.state !== 'done' || !isFetchable(app, found)) throw new NotFound('exports.over')
    return reply
      .header('content-disposition', `attachment; filename="${found.file_name}"`)
      .header('cache-control', 'private, no-store')
      .type(found.kind === 'audience' ? 'text/csv; charset=utf-8' : 'application/zip')
      .send(Readable.from(piecesOf(read, found.id)))
  })
}

type Found = NonNullable<Awaited<ReturnType<typeof findExport>>>

/** A file is for who asked for it, and nobody else. */
async function exportFor({ database }: App, request: FastifyRequest): Promise<Found> {
  const found = await findExport(database.read, (request.params as { export: ExportId }).export)
  if (!found || found.asked_by !== request.actor.account) throw new NotFound('error.not-found')
  return found
}

function isFetchable(app: App, { asked_at, finished_at }: Found): boolean {
  return app.now().getTime() - (finished_at ?? asked_at).getTime() < FILE_TIME
}

async function* piecesOf(handle: Handle, id: ExportId): AsyncGenerator<Buffer> {
  for (let n = 0; ; n++) {
    const piece = await pieceOf(handle, id, n)
    if (!piece) return
    yield piece
  }
}

async function show(app: App, request: FastifyRequest, reply: FastifyReply, form: FormState) {
  const { locale, link, actor } = request
  const t = pageTexts.in(locale)
  const day = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const lines = (await exportsBy(app.database.read, actor.account)).map(({ id, file_name, state, rows_done, asked_at }) => ({
    id,
    href: link(`/staff/exports/${id}`),
    name: file_name,
    state: t(`exports.state-${state}`),
    rows: formatNumber(locale, rows_done),
    at: day.format(asked_at),
  }))
  const paths = { ask: link('/staff/exports/approval'), make: link('/staff/exports/movement') }
  const mayAsk = actor.scope('people.export') === 'everywhere'
  return reply.page({ title: t('exports.title'), body: <ExportsPage {...{ t, form, paths, mayAsk }} exports={lines} /> })
}
