import { normaliseEmail } from '#platform/text/email'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { ofAnyKey } from '#platform/i18n/texts'
import { csvLine } from '#platform/csv'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { dateFormat } from '#platform/i18n/locales'
import { markAlertsSeen, witnessOf } from '../commands/journal.ts'
import { checkJournal } from '../commands/check.ts'
import { accountOf, journalPage, lastCheck, type JournalFilter } from '../queries/journal.ts'
import { alerts } from '../queries/waiting.ts'
import { JournalQuery } from '../schema.ts'
import { AlertsPage, JournalPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'journal.read', everywhere: true } as const
const PAGE = 50
const CSV_ROWS = 50_000
/** Nobody: a filter on an address that has no account finds nothing. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The journal, for the data officer. */
export const journalRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const witness = witnessOf(app)

  server.get('/staff/journal', { config, schema: { hide: true } }, (_request, reply) => show(app, reply, {}))
  server.post('/staff/journal', { config, schema: { body: JournalQuery, hide: true } }, (request, reply) =>
    show(app, reply, request.body),
  )

  server.post('/staff/journal/check', { config, schema: { hide: true } }, async (request, reply) => {
    await checkJournal(app, request.actor)
    return reply.back('/staff/journal', 'done')
  })

  server.post('/staff/journal.csv', { config, schema: { body: JournalQuery, hide: true } }, async (request, reply) => {
    const rows = await journalPage(read, await filterOf(app, request.body), CSV_ROWS)
    await witness(request.actor, { action: 'export', object: 'journal', count: 0 })
    return reply
      .header('content-disposition', 'attachment; filename="journal.csv"')
      .header('cache-control', 'private, no-store')
      .type('text/csv; charset=utf-8')
      .send(csvOf(rows))
  })

  server.get('/staff/alerts', { config, schema: { hide: true } }, async (request, reply) => {
    const t = texts.in(request.locale)
    const found = await alerts(read)
    const lines = found.map(({ id, kind, email, actor, hour, count, seen_at }) => ({
      id,
      what: ofAnyKey(t)(`staff.alert.${kind}`, { count }),
      who: email ?? actor,
      at: dateTime(app, request, hour),
      fresh: seen_at === null,
      email: email ?? undefined,
    }))
    const seen = lines.some(({ fresh }) => fresh) ? request.link('/staff/alerts/seen') : undefined
    const journal = request.link('/staff/journal')
    return reply.page({ title: t('staff.alerts.title'), body: <AlertsPage {...{ t, seen, journal }} alerts={lines} /> })
  })

  server.post('/staff/alerts/seen', { config, schema: { hide: true } }, async (request, reply) => {
    await app.database.transact((tx) => markAlertsSeen(tx, handOf(app, request)))
    return reply.back('/staff/alerts', 'done')
  })
}

async function show(app: App, reply: FastifyReply, asked: Static<typeof JournalQuery>) {
  const { request } = reply
  const { read } = app.database
  const { email = '', object = '', before } = asked
  const rows = await journalPage(read, await filterOf(app, asked), PAGE + 1)
  await witnessOf(app)(request.actor, { action: 'read', object: 'journal', count: 0 })
  const t = texts.in(request.locale)
  const action = request.link('/staff/journal')
  const checked = await lastCheck(read)
  const page = {
    t,
    action,
    form: { values: { email, object }, errors: {} },
    rows: rows.slice(0, PAGE).map((row) => lineOf(app, request, row)),
    checked: checked
      ? t('staff.journal.checked', {
          at: dateTime(app, request, checked.at),
          result: checked.reason === 'intact' ? 'intact' : 'broken',
          seq: checked.fields[0] ?? '',
        })
      : t('staff.journal.unchecked'),
    check: request.link('/staff/journal/check'),
    csv: request.link('/staff/journal.csv'),
    next:
      rows.length > PAGE ? { action, fields: { email, object, before: rows[PAGE - 1]!.seq }, text: t('staff.older') } : undefined,
    first: before ? { action, fields: { email, object }, text: t('staff.newest') } : undefined,
  }
  return reply.page({ title: t('staff.journal.title'), body: <JournalPage {...page} /> })
}

async function filterOf(
  { database }: App,
  { email, object, before }: { email?: string; object?: string; before?: string },
): Promise<JournalFilter> {
  const actor = email ? ((await accountOf(database.read, normaliseEmail(email))) ?? NOBODY) : undefined
  return { actor, object: object || undefined, before }
}

function csvOf(rows: Row[]): string {
  const head = csvLine(['seq', 'at', 'actor', 'roles', 'action', 'object_kind', 'object_id', 'fields', 'count', 'reason'])
  const lines = rows.map((row) =>
    csvLine([
      row.seq,
      row.at.toISOString(),
      row.email ?? row.actor ?? '',
      row.roles.join(' '),
      row.action,
      row.object_kind,
      row.object_id ?? '',
      row.fields.join(' '),
      String(row.count),
      row.reason ?? '',
    ]),
  )
  return head + lines.join('')
}

type Row = Awaited<ReturnType<typeof journalPage>>[number]

function lineOf(app: App, request: FastifyRequest, row: Row) {
  const say = (what: 'act' | 'kind', name: string) => app.sayInJournal(request.locale, what, name)
  const { seq, at, email, actor, action, object_kind, object_id, fields, count, reason } = row
  const person = object_kind === 'person' && object_id
  return {
    seq,
    at: dateTime(app, request, at),
    who: email ?? actor ?? '–',
    action: say('act', action),
    object: [say('kind', object_kind), ...fields].join(' '),
    objectHref: person ? request.link(`/staff/people/${object_id}`) : undefined,
    count: String(count),
    reason: reason ?? '',
  }
}

/** A moment as staff read it, who work in one movement: by its clocks. */
export function dateTime({ movement }: App, { locale }: FastifyRequest, moment: Date): string {
  const timeZone = movement.current.timeZone
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(moment)
}
