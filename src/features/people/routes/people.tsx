import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import { gazetteerOf } from '#territories'
import { witnessOf } from '#staff'
import { fullName } from '../naming.ts'
import { PeoplePage, type PersonRow } from '../people.page.tsx'
import { figures } from '../queries.ts'
import { findPeople, type Findings } from '../queries/find.ts'
import { type Cursor, type PersonLine, personLines } from '../queries/search.ts'
import { PeopleQuery } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'people.see' } as const
const PAGE = 25
/** The country whose numbers and towns are meant when none is named. */
const HOME = 'FR'

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
    const finding = { typed: q, country: HOME, scope, limit: PAGE + 1, cursor: readCursor(after) }
    const findings = await findPeople(read, gazetteerOf(app), finding)
    const page = findings.found.slice(0, PAGE)
    const lines = await personLines(
      read,
      page.map(({ id }) => id),
    )
    // What was typed stays out of the journal: it may be a name.
    await witness(request.actor, { action: 'list', object: 'people', count: lines.length })
    const t = texts.in(request.locale)
    const address = request.link('/staff/people')
    const more = findings.found.length > PAGE
    const props = {
      t,
      form: { values: { q }, errors: {} },
      action: address,
      rows: lines.map((line) => rowOf(line, request, t)),
      understood: understood(findings, t),
      count:
        q === '' && scope === 'everywhere'
          ? t('people.staff.all', { n: formatNumber(request.locale, (await figures(read)).supporters) })
          : t('people.staff.shown', { n: lines.length, more: more ? 'yes' : 'no' }),
      next: more ? { action: address, fields: { q, after: writeCursor(page.at(-1)!) }, text: t('people.staff.next') } : undefined,
      first: after ? { action: address, fields: { q }, text: t('people.staff.first') } : undefined,
      fresh: request.actor.grants.has('people.enter') ? request.link('/staff/people/new') : undefined,
    }
    return reply.page({ title: t('people.staff.title'), body: <PeoplePage {...props} /> })
  }
}

function rowOf(
  { id, given_name, family_name, town, postal_code, points, agreed, tags, confirmed_on }: PersonLine,
  { link }: FastifyRequest,
  t: T,
): PersonRow {
  return {
    id,
    href: link(`/staff/people/${id}`),
    name: fullName({ given_name, family_name }),
    town: [postal_code, town].filter(Boolean).join(' '),
    points: points.map(({ value }) => value),
    agreed: agreed
      .filter((one) => one !== 'support:file')
      .map((one) => t(`people.channel.${one.split(':')[1]}` as 'people.channel.email')),
    tags,
    supporter: confirmed_on !== null,
  }
}

function understood({ town, instead }: Findings, t: T): string | undefined {
  if (town) return t('people.staff.in-town', { town })
  return instead ? t('people.staff.instead', { instead }) : undefined
}

/** Opaque to whoever holds it; no name in an address. */
export function writeCursor({ key, id }: { key: string; id: string }): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

export function readCursor(text: string | undefined): Cursor | undefined {
  try {
    const [key, id] = JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as [unknown, unknown]
    return typeof key === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { key, id } : undefined
  } catch {
    return undefined
  }
}
