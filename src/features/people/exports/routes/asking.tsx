import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { todayOf } from '#platform/i18n/moments'
import { approvalOf, askApproval, staffTexts, useApproval } from '#staff'
import { askExport } from '../commands/ask.ts'
import { ExportsPage } from '../exports.page.tsx'
import { exportsBy } from '../queries.ts'
import { ReasonForm } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'people.export' } as const
const pageTexts = joinTexts([httpTexts, texts, staffTexts])
/** The whole movement: two persons. */
const EVERYTHING = { kind: 'export', subject: 'movement' }

/** Asking for files. */
export const askingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/exports', { config, schema: { hide: true } }, (_request, reply) =>
    show(app, reply, { values: {}, errors: {} }),
  )

  server.post(
    '/staff/exports/approval',
    { config: { ...config, everywhere: true }, schema: { body: ReasonForm, hide: true } },
    async (request, reply) => {
      const { reason } = request.body
      if (!reason) return show(app, reply.code(422), { values: {}, errors: { reason: 'form.required' } })
      const about = texts.in(app.movement.current.locale)('exports.movement')
      await transact((tx) => askApproval(tx, handOf(app, request), { ...EVERYTHING, reason, about, path: '/staff/exports' }))
      return reply.back('/staff/exports', 'asked')
    },
  )

  server.post(
    '/staff/exports/movement',
    { config: { ...config, everywhere: true }, schema: { hide: true } },
    async (request, reply) => {
      try {
        const id = await transact(async (tx) => {
          await useApproval(tx, handOf(app, request), EVERYTHING)
          return askExport(tx, handOf(app, request), {
            kind: 'movement',
            file_name: `movement-${todayOf(app)}.zip`,
          })
        })
        return reply.redirect(request.link(`/staff/exports/${id}`), 303)
      } catch (error) {
        if (error instanceof NotFound) return show(app, reply.code(403), { values: {}, errors: {}, notice: error.key })
        throw error
      }
    },
  )
}

async function show(app: App, reply: FastifyReply, form: FormState) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const day = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: app.movement.current.timeZone })
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
  const state = await approvalOf(app.database.read, { ...EVERYTHING, by: actor.account }, app.now())
  return reply.page({
    title: t('exports.title'),
    body: <ExportsPage {...{ t, form, paths, state: mayAsk ? state : undefined }} exports={lines} />,
  })
}
