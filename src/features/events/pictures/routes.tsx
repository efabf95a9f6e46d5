import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { readPicture, takePictures } from '#platform/http/uploads'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { record } from '#staff'
import { type Kind, KINDS, type Pictured } from './kinds.ts'
import { PicturePage } from './picture.page.tsx'
import { type T, texts } from './texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])

/** Pictures of groups and of events: for anybody, and set by who leads or holds them. */
export const pictureRoutes: Routes = (app: App) => async (server) => {
  await takePictures(server)
  for (const kind of KINDS) await server.register(routesOf(kind)(app))
}

const routesOf =
  (kind: Kind): Routes =>
  (app: App) =>
  async (server) => {
    const { read, transact } = app.database
    const { of, shelf } = kind
    const path = `/${of}s/:${of}/picture` as const
    const schema = { params: Type.Object({ [of]: Type.String({ format: 'uuid' }) }), hide: true } as const

    server.get(`${path}.webp`, { config: { permission: 'anyone' }, schema }, async (request, reply) => {
      const { id, open } = await kind.shown(app, request)
      const picture = await shelf.find(read, id)
      if (!picture) throw new NotFound(`pictures.${of}.none`)
      // Its address changes with it: browsers keep it, and no cache that others share, from which nothing could be taken away.
      const kept = open ? 'private, max-age=31536000, immutable' : 'private, no-store'
      return reply.header('cache-control', kept).type('image/webp').send(picture.bytes)
    })

    // Whoever decides about it sees it, also when nobody else does.
    server.get(`/staff${path}.webp`, { config: { permission: kind.sees }, schema }, async (request, reply) => {
      const { id } = await kind.ofTerritory(app, request, kind.sees)
      const picture = await shelf.find(read, id)
      if (!picture) throw new NotFound(`pictures.${of}.none`)
      return reply.header('cache-control', 'private, no-store').type('image/webp').send(picture.bytes)
    })

    server.get(path, { config, schema }, async (request, reply) =>
      showPage(app, request, reply, { kind, one: await kind.held(app, request) }),
    )

    server.post(path, { config, schema }, async (request, reply) => {
      const one = await kind.held(app, request)
      const sent = await readPicture(request)
      if ('errors' in sent) return showPage(app, request, reply.code(422), { kind, one, form: sent })
      await transact((tx) => shelf.show(tx, { id: one.id, ...sent }, app.now()))
      return reply.back(`${kind.path(one.id)}/picture`, 'saved')
    })

    server.post(`${path}/removal`, { config, schema }, async (request, reply) => {
      const { id } = await kind.held(app, request)
      await transact((tx) => shelf.remove(tx, id, app.now()))
      return reply.back(`${kind.path(id)}/picture`, 'removed')
    })

    server.post(`/staff${path}/removal`, { config: { permission: kind.permission }, schema }, async (request, reply) => {
      const { id } = await kind.ofTerritory(app, request, kind.permission)
      await transact(async (tx) => {
        await shelf.remove(tx, id, app.now())
        await record(tx, request.actor, { action: 'remove', object: 'picture', id }, app.now())
      })
      return reply.back(`/staff${kind.path(id)}`, 'removed')
    })
  }

async function showPage(
  app: App,
  { locale, link }: FastifyRequest,
  reply: FastifyReply,
  { kind, one, form = { values: {}, errors: {} } }: { kind: Kind; one: Pictured; form?: FormState },
) {
  const t = formTexts.in(locale) as T
  const found = one.picture_at && (await kind.shelf.find(app.database.read, one.id))
  const title = t(`pictures.${kind.of}.title`, { name: one.name })
  const page = {
    t,
    locale,
    title,
    lead: t(`pictures.${kind.of}.lead`),
    path: link(`${kind.path(one.id)}/picture`),
    form,
    current: found ? { src: kind.src(one)!, words: found.words, width: found.width, height: found.height } : undefined,
    back: { href: link(kind.back(one.id)), text: t(`pictures.${kind.of}.back`) },
  }
  return reply.page({ title, body: <PicturePage {...page} /> })
}
