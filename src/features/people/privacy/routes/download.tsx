import type { App } from '#platform/app'
import { csvLine } from '#platform/csv'
import type { Routes } from '#platform/http/server'
import { everythingAbout } from '../queries.ts'
import { requireOwn } from './me.tsx'

const config = { permission: 'signed-in' } as const

/** Everything about oneself, to take along (GDPR art. 15 and 20). */
export const downloadRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const ofOthers = app.personalData.filter((one) => one.ofOthers)

  server.get('/me/data.json', { config, schema: { hide: true } }, async (request, reply) => {
    const person = await requireOwn(app, request)
    reply.header('content-disposition', 'attachment; filename="my-data.json"').header('cache-control', 'private, no-store')
    return reply.type('application/json').send(JSON.stringify(await everythingAbout(read, person.id, ofOthers), null, 2))
  })

  server.get('/me/data.csv', { config, schema: { hide: true } }, async (request, reply) => {
    const person = await requireOwn(app, request)
    const lines = Object.entries(await everythingAbout(read, person.id, ofOthers)).flatMap(([table, rows]) =>
      rows.flatMap((row, n) =>
        Object.entries(row)
          .filter(([, value]) => value !== null)
          .map(([name, value]) =>
            csvLine([table, String(n + 1), name, typeof value === 'string' ? value : JSON.stringify(value)]),
          ),
      ),
    )
    reply.header('content-disposition', 'attachment; filename="my-data.csv"').header('cache-control', 'private, no-store')
    return reply.type('text/csv; charset=utf-8').send(`\uFEFF${csvLine(['what', 'n', 'field', 'value'])}${lines.join('')}`)
  })
}
