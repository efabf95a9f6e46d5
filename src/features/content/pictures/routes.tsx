import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { sendPicture } from '#platform/http/pictures'
import type { Routes } from '#platform/http/server'
import { uuid } from '#platform/http/shapes'
import { readPicture, takePictures } from '#platform/http/uploads'
import { dateFormat } from '#platform/i18n/locales'
import type { PictureId } from '../blocks/index.ts'
import { dropPicture, keepPicture } from './commands.ts'
import { LibraryPage, type LibraryProps } from './library.page.tsx'
import { LIBRARY, libraryPath } from './paths.ts'
import { findPicture, latestPictures } from './queries.ts'
import { pageTexts } from './texts.ts'
import { usesOf } from './uses.ts'

const params = Type.Object({ picture: uuid })
const config = { permission: 'content.write', everywhere: true } as const
const EMPTY: LibraryProps['form'] = { values: {}, errors: {} }

/** The movement’s pictures: for anybody who was shown one, and the page where they are sent and taken away. */
export const libraryRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  await takePictures(server)

  const shape = { params, hide: true } as const
  server.get(
    '/pictures/:picture.webp',
    { config: { permission: 'anyone', turn: 'none' }, schema: shape },
    async (request, reply) => {
      const found = await findPicture(read, request.params.picture as PictureId)
      return sendPicture(reply, found, { open: true, none: 'library.none' })
    },
  )

  server.get(LIBRARY, { config, schema: { hide: true } }, async (request, reply) => showLibrary(app, { request, reply }))

  server.post(LIBRARY, { config, schema: { hide: true } }, async (request, reply) => {
    const sent = await readPicture(request)
    if ('errors' in sent) return showLibrary(app, { request, reply: reply.code(422), form: sent })
    const { picture, words, credit } = sent
    await transact((tx) => keepPicture(tx, handOf(app, request), { ...picture, words, credit }))
    return reply.back(LIBRARY, 'saved')
  })

  server.post(`${LIBRARY}/:picture/removal`, { config, schema: shape }, async (request, reply) => {
    const dropping = { hand: handOf(app, request), id: request.params.picture as PictureId }
    await transact((tx) => dropPicture(tx, app, dropping))
    return reply.back(LIBRARY, 'removed')
  })
}

type Showing = { request: FastifyRequest; reply: FastifyReply; form?: LibraryProps['form'] }

async function showLibrary(app: App, { request, reply, form = EMPTY }: Showing) {
  const { locale, link } = request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  const all = await latestPictures(read)
  const uses = await usesOf(app, read, { pictures: all.map(({ id }) => id), locale })
  const pictures = all.map(({ id, sent_at, ...picture }) => ({
    ...picture,
    src: libraryPath(id),
    note: day.format(sent_at),
    remove: link(`${LIBRARY}/${id}/removal`),
    uses: (uses.get(id) ?? []).map(({ text, path }) => ({ text, href: link(path) })),
  }))
  return reply.page({ title: t('library.title'), body: <LibraryPage {...{ t, locale, form, pictures }} /> })
}
