import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { readPicture, takePictures } from '#platform/http/uploads'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import { type Count, type Figures, recipeTexts } from '#recipes'
import { eventFor, eventForHolder, eventPath, type EventRecord, eventTexts, typeOf, whenText } from '../../core/index.ts'
import { tellOutcome } from '../commands/outcome.ts'
import { addPicture, removePicture } from '../commands/pictures.ts'
import { statsOf } from '../describing.ts'
import { OutcomePage, ReportPage } from '../outcome.page.tsx'
import { outcomePath, picturePath, reportPath } from '../paths.ts'
import { findOutcome, findPicture, picturesOf } from '../queries/outcome.ts'
import { presentAt } from '../queries/presence.ts'
import { canBeTold } from '../rules.ts'
import { EventParams, OutcomeForm, PictureParams } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const anyone = { permission: 'anyone' } as const
const formTexts = joinTexts([httpTexts, texts])
const schema = { params: EventParams, hide: true } as const

/** What came of an event: told by who holds it, in figures of its type; anybody reads the sum. */
export const outcomeRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/events/:event/outcome', { config: anyone, schema }, async (request, reply) => {
    const { event, holds } = await eventFor(app, request, (await request.visitor())?.person?.id)
    return showOutcome(app, reply, { event, holds })
  })

  server.get(
    '/events/:event/pictures/:picture',
    { config: { ...anyone, turn: 'none' }, schema: { params: PictureParams, hide: true } },
    async (request, reply) => {
      const { event } = await eventFor(app, request, (await request.visitor())?.person?.id)
      const picture = await findPicture(read, event.id, request.params.picture)
      if (!picture) throw new NotFound('door.gone')
      return reply.header('cache-control', 'private, max-age=300').type('image/webp').send(picture.bytes)
    },
  )

  server.get('/events/:event/report', { config, schema }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    return showReport(app, reply, { event })
  })

  server.post(
    '/events/:event/report',
    { config, schema: { ...schema, body: OutcomeForm }, attachValidation: true },
    async (request, reply) => {
      const { event, person } = await eventForHolder(app, request)
      return submitted(request, {
        again: (code, form) => showReport(app, reply.code(code), { event, form }),
        work: async () => {
          const { present, words, next_step } = request.body
          const figures = figuresOf(request.body.figures, typeOf(event.type).counts)
          const said = { words: words?.trim() || null, next_step: next_step?.trim() || null }
          const telling = { event: event.id, by: person, present: Number(present), figures, ...said }
          await transact((tx) => tellOutcome(tx, telling, app.now()))
          return reply.back(outcomePath(event.id), 'done')
        },
      })
    },
  )
}

/** Pictures of what happened, shown by who holds it. */
export const pictureRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  await takePictures(server)

  server.post('/events/:event/pictures', { config, schema, attachValidation: true }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    const sent = await readPicture(request)
    if ('errors' in sent) return showReport(app, reply.code(422), { event, picture: sent })
    return submitted(request, {
      again: (code, picture) => showReport(app, reply.code(code), { event, picture }),
      work: async () => {
        await transact((tx) => addPicture(tx, { event: event.id, ...sent }, app.now()))
        return reply.back(reportPath(event.id), 'added')
      },
    })
  })

  server.post(
    '/events/:event/pictures/:picture/removal',
    { config, schema: { params: PictureParams, hide: true } },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      await transact((tx) => removePicture(tx, event.id, request.params.picture))
      return reply.back(reportPath(event.id), 'removed')
    },
  )
}

/** Numbers that were given, of those that the type asks for. */
const figuresOf = (given: Record<string, string | undefined> | undefined, counts: Count[]): Figures =>
  Object.fromEntries(counts.filter((name) => given?.[name]).map((name) => [name, Number(given![name])]))

async function showOutcome(app: App, reply: FastifyReply, { event, holds }: { event: EventRecord; holds: boolean }) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = texts.in(locale)
  const [outcome, pictures] = [await findOutcome(read, event.id), await picturesOf(read, event.id)]
  const page = {
    t,
    title: event.title,
    lead: whenText(eventTexts.in(locale), locale, event),
    stats: outcome ? statsOf(t, locale, outcome) : [],
    words: paragraphsOf(outcome?.words),
    next: outcome?.next_step ?? undefined,
    pictures: pictures.map(({ id, ...picture }) => ({ id, ...picture, src: picturePath(event.id, id) })),
    change: holds ? link(reportPath(event.id)) : undefined,
    back: link(eventPath(event.id)),
  }
  return reply.page({ title: t('door.outcome.title'), body: <OutcomePage {...page} /> })
}

type Reporting = { event: EventRecord; form?: FormState; picture?: FormState }

async function showReport(app: App, reply: FastifyReply, { event, form, picture }: Reporting) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const rt = recipeTexts.in(locale)
  const [outcome, present, pictures] = [
    await findOutcome(read, event.id),
    await presentAt(read, event.id),
    await picturesOf(read, event.id),
  ]
  const told = outcome ?? { present: present.expected + present.walk_in, figures: {}, words: null, next_step: null }
  const values = {
    // A zero that nobody counted is no answer.
    ...(outcome || told.present > 0 ? { present: String(told.present) } : {}),
    ...(told.words ? { words: told.words } : {}),
    ...(told.next_step ? { next_step: told.next_step } : {}),
    ...Object.fromEntries(Object.entries(told.figures).map(([name, n]) => [`figures[${name}]`, String(n)])),
  }
  const page = {
    t,
    locale,
    title: event.title,
    refused: canBeTold(event, app.now()) ? undefined : t('door.outcome.early'),
    action: link(reportPath(event.id)),
    form: form ?? { values, errors: {} },
    counts: typeOf(event.type).counts.map((name) => ({ name: `figures[${name}]`, label: rt(`recipes.count-${name}`) })),
    picture: { action: link(`${eventPath(event.id)}/pictures`), form: picture ?? { values: {}, errors: {} } },
    pictures: pictures.map(({ id, ...one }) => ({
      id,
      ...one,
      src: picturePath(event.id, id),
      remove: link(`${eventPath(event.id)}/pictures/${id}/removal`),
    })),
    back: link(eventPath(event.id)),
  }
  return reply.page({ title: t('door.report.title'), body: <ReportPage {...page} /> })
}
