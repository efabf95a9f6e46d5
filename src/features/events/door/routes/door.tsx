import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { eventForHolder, eventPath, type EventRecord } from '../../core/index.ts'
import { notePresses, type Press } from '../commands/presses.ts'
import { DoorPage, TicketPage } from '../door.page.tsx'
import { doorPath } from '../paths.ts'
import { byCode, expected, type Expected, presentAt } from '../queries/presence.ts'
import { isDoorOpen } from '../rules.ts'
import { CodeParams, EventParams, PressForm, Sync, Synced } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const

/** The door of an event, for who holds it: by name, by the code of a ticket, for who just comes; also without network. */
export const doorRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params: EventParams, hide: true } as const

  server.get('/events/:event/door', { config, schema }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    return showDoor(app, reply, event)
  })

  // Without scripts: one press, one page.
  server.post('/events/:event/door', { config, schema: { ...schema, body: PressForm } }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    const { sign_up, seats, undo, walk_in } = request.body
    const press: Press = {
      id: newId(),
      sign_up,
      walk_in,
      undo: undo === 'true',
      seats: seats ? Number(seats) : undefined,
      at: app.now(),
    }
    await transact((tx) => notePresses(tx, { event: event.id, presses: [press] }, app.now()))
    return reply.back(doorPath(event.id), undo ? 'undone' : 'added')
  })

  server.post(
    '/events/:event/door/presses',
    { config, schema: { ...schema, body: Sync, response: { 200: Synced } } },
    async (request, _reply) => {
      const { event } = await eventForHolder(app, request)
      const presses = request.body.presses.map((press) => ({ ...press, at: new Date(press.at) }))
      const taken = await transact((tx) => notePresses(tx, { event: event.id, presses }, app.now()))
      const { expected: came, walk_in, sign_ups } = await presentAt(read, event.id)
      return { taken, present: came + walk_in, sign_ups }
    },
  )

  server.get('/events/:event/door/:code', { config, schema: { params: CodeParams, hide: true } }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    const t = texts.in(request.locale)
    const one = await byCode(read, event.id, request.params.code)
    if (!one) throw new NotFound('door.no-ticket')
    const door = request.link(doorPath(event.id))
    const page = {
      t,
      title: event.title,
      name: nameOf(t, one),
      note: noteOf(t, one),
      isIn: one.in_at !== null,
      action: door,
      signUp: one.id,
      door,
    }
    return reply.page({ title: t('door.ticket'), body: <TicketPage {...page} /> })
  })
}

const nameOf = (t: T, { name, family_name }: Expected) =>
  [name ?? t('door.erased'), family_name?.slice(0, 1)].filter(Boolean).join(' ')

function noteOf(t: T, { seats, role, waiting, on_way }: Expected): string {
  return [
    ...(seats > 1 ? [t('door.seats', { n: seats })] : []),
    ...(role ? [role] : []),
    ...(waiting ? [t('door.waiting')] : []),
    ...(on_way ? [t('door.on-way')] : []),
  ].join(' · ')
}

async function showDoor(app: App, reply: FastifyReply, event: EventRecord) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = texts.in(locale)
  const [people, present] = [await expected(read, event.id), await presentAt(read, event.id)]
  const open = isDoorOpen(event, app.now())
  const action = link(doorPath(event.id))
  const page = {
    t,
    title: event.title,
    notice: open ? undefined : t('door.closed'),
    present: present.expected + present.walk_in,
    stats: [{ label: t('door.stat-expected'), value: String(event.taken) }],
    rows: people.map((one) => ({
      id: one.id,
      name: nameOf(t, one),
      note: noteOf(t, one),
      seats: one.seats,
      code: one.code,
      isIn: one.in_at !== null,
    })),
    action,
    last: present.last ?? undefined,
    sync: `${doorPath(event.id)}/presses`,
    event: event.id,
    back: link(eventPath(event.id)),
  }
  return reply.page({
    title: t('door.title'),
    body: <DoorPage {...page} />,
    islands: ['door.island.ts'],
    worker: 'door.worker.ts',
  })
}
