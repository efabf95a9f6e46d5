import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { lean } from '#platform/jobs/lean'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { dropImport, openImport } from '../commands/receive.ts'
import { understand } from '../commands/understand.ts'
import { ImportsPage } from '../imports.page.tsx'
import { imports, partsOf } from '../queries.ts'
import { receiveFile } from '../receiving.ts'
import { LARGEST_FILE } from '../rules.ts'
import type { ImportId } from '../tables.ts'
import { texts } from '../texts.ts'

const config = { permission: 'people.import', everywhere: true } as const
const pageTexts = joinTexts([httpTexts, texts])

/** Files that came in, and the way for more. */
export const importsRoutes: Routes = (app: App) => async (server) => {
  await server.register(multipart, { limits: { files: 1, fields: 0, parts: 2, fileSize: LARGEST_FILE } })

  server.get('/staff/imports', { config, schema: { hide: true } }, (_request, reply) =>
    show(app, reply, { values: {}, errors: {} }),
  )

  server.post('/staff/imports', { config, schema: { hide: true } }, async (request, reply) => {
    const file = await request.file()
    if (!file?.filename) return show(app, reply.code(422), { values: {}, errors: { file: 'form.required' } })
    try {
      const id = await receive(app, request, { name: file.filename.slice(-120), bytes: file.file })
      return reply.redirect(request.link(`/staff/imports/${id}`), 303)
    } catch (error) {
      if (error instanceof Invalid) return show(app, reply.code(422), { values: {}, errors: error.fields })
      throw error
    }
  })
}

async function receive(
  app: App,
  request: FastifyRequest,
  file: { name: string; bytes: AsyncIterable<Uint8Array> },
): Promise<ImportId> {
  const { transact } = app.database
  const id = await transact((tx) => openImport(tx, handOf(app, request), file.name))
  try {
    await lean(() => receiveFile(app, id, file))
    await transact(async (tx) => understand(tx, app, { id, parts: await partsOf(tx, id) }))
    return id
  } catch (error) {
    await transact((tx) => dropImport(tx, id))
    throw error
  }
}

async function show(app: App, reply: FastifyReply, form: FormState) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const day = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: app.movement.current.timeZone })
  const lines = (await imports(app.database.read)).map(({ id, file_name, state, rows_all, created_at }) => ({
    id,
    href: link(`/staff/imports/${id}`),
    name: file_name,
    state: t(`imports.state-${state}`),
    rows: formatNumber(locale, rows_all),
    at: day.format(created_at),
  }))
  return reply.page({
    title: t('imports.title'),
    body: <ImportsPage t={t} form={form} action={link('/staff/imports')} imports={lines} />,
  })
}
