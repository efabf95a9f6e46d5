import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import { figures } from '../../core/index.ts'
import { gazetteerOf } from '#territories'
import { type Findings, findPeople } from '../queries/find.ts'
import { witnessOf } from '#staff'
import { readCursor, rowsOf, writeCursor } from '../listing.ts'
import { PeoplePage } from '../people.page.tsx'
import { PeopleQuery } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'people.see' } as const
const PAGE = 25

/** Finding people. */
export const peopleRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const witness = witnessOf(app)

  server.get('/staff/people', { config, schema: { hide: true } }, (request, reply) => show(request, reply, {}))

  // A search posts: what is typed is a name, an address or a number, and has no place in an address that logs keep.
  server.post('/staff/people', { config, schema: { body: PeopleQuery, hide: true } }, (request, reply) =>
    show(request, reply, request.body),
  )

  async function show(request: FastifyRequest, reply: FastifyReply, { q = '', after }: { q?: string; after?: string }) {
    const scope = request.actor.scope('people.see')
    const finding = { typed: q, country: app.movement.current.country, scope, limit: PAGE + 1, cursor: readCursor(after) }
    const findings = await findPeople(read, gazetteerOf(app), finding)
    const page = findings.found.slice(0, PAGE)
    const rows = await rowsOf(
      read,
      page.map(({ id }) => id),
      request,
    )
    // What was typed stays out of the journal: it may be a name.
    await witness(request.actor, { action: 'list', object: 'people', count: rows.length })
    const t = texts.in(request.locale)
    const address = request.link('/staff/people')
    const more = findings.found.length > PAGE
    const props = {
      t,
      form: { values: { q }, errors: {} },
      action: address,
      rows,
      understood: understood(findings, t),
      count:
        q === '' && scope === 'everywhere'
          ? t('directory.staff.all', { n: formatNumber(request.locale, (await figures(read)).supporters) })
          : t('directory.staff.shown', { n: rows.length, more: more ? 'yes' : 'no' }),
      next: more
        ? { action: address, fields: { q, after: writeCursor(page.at(-1)!) }, text: t('directory.staff.next') }
        : undefined,
      first: after ? { action: address, fields: { q }, text: t('directory.staff.first') } : undefined,
      fresh: request.actor.grants.has('people.enter') ? request.link('/staff/people/new') : undefined,
    }
    return reply.page({ title: t('directory.staff.title'), body: <PeoplePage {...props} /> })
  }
}

function understood({ town, instead }: Findings, t: T): string | undefined {
  if (town) return t('directory.staff.in-town', { town })
  return instead ? t('directory.staff.instead', { instead }) : undefined
}
