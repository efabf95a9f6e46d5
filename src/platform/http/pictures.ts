import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TObject } from 'typebox'
import type { Handle, Tx } from '../db/handle.ts'
import { type MessageKey, NotFound } from '../errors.ts'
import type { Picture, Worded } from '../images.ts'
import type { Asked } from './asked.ts'
import type { FieldErrors } from './forms.ts'
import type { Routes } from './server.ts'
import { readPicture, takePictures } from './uploads.ts'

/** How the pictures of one kind of thing, of which each has one at most, are reached: by whom, and where. */
export type Pictured<P extends { id: string }, A> = {
  /** Where it is set, with the thing's parameter; the picture itself has the same address with `.webp` behind. */
  route: string
  params: TObject
  path(id: string): string
  /** The thing as whoever asks may see it; `open`: everybody may. Throws NotFound. */
  shown(request: Asked<A>): Promise<{ id: string; open: boolean }>
  /** The thing as who may set its picture. Throws Denied. */
  held(request: Asked<A>): Promise<P>
  find(handle: Handle, id: string): Promise<Worded | undefined>
  show(tx: Tx, shown: { id: string; picture: Worded }, now: Date): Promise<void>
  remove(tx: Tx, id: string, now: Date): Promise<void>
  /** What is said where there is none. */
  none: MessageKey
  /** The page on which it is set. */
  page(request: FastifyRequest, reply: FastifyReply, set: { one: P; kept: Worded | undefined; form: Form }): Promise<FastifyReply>
}

type Form = { values: Record<string, string>; errors: FieldErrors }
const EMPTY: Form = { values: {}, errors: {} }

/** The picture for anybody who may see it, and the page on which it is set or taken away. */
export const pictureRoutes =
  <P extends { id: string }, A>(of: Pictured<P, A>): Routes =>
  ({ database: { read, transact }, now }) =>
  async (server) => {
    await takePictures(server)
    const schema = { params: of.params, hide: true }
    const config = { permission: 'signed-in' } as const
    // `params` says so, which the compiler cannot tell of any shape whatever.
    const asked = (request: FastifyRequest) => request as Asked<A>
    const show = async (request: FastifyRequest, reply: FastifyReply, { one, form = EMPTY }: { one: P; form?: Form }) =>
      of.page(request, reply, { one, kept: await of.find(read, one.id), form })

    server.get(`${of.route}.webp`, { config: { permission: 'anyone', turn: 'none' }, schema }, async (request, reply) => {
      const { id, open } = await of.shown(asked(request))
      return sendPicture(reply, await of.find(read, id), { open, none: of.none })
    })

    server.get(of.route, { config, schema }, async (request, reply) =>
      show(request, reply, { one: await of.held(asked(request)) }),
    )

    server.post(of.route, { config, schema }, async (request, reply) => {
      const one = await of.held(asked(request))
      const sent = await readPicture(request)
      if ('errors' in sent) return show(request, reply.code(422), { one, form: sent })
      const picture = { ...sent.picture, words: sent.words }
      await transact((tx) => of.show(tx, { id: one.id, picture }, now()))
      return reply.back(of.path(one.id), 'saved')
    })

    server.post(`${of.route}/removal`, { config, schema }, async (request, reply) => {
      const { id } = await of.held(asked(request))
      await transact((tx) => of.remove(tx, id, now()))
      return reply.back(of.path(id), 'removed')
    })
  }

/** Sends a picture; throws NotFound with `none` where there is none. */
export function sendPicture(
  reply: FastifyReply,
  picture: Picture | undefined,
  { open, none }: { open: boolean; none: MessageKey },
) {
  if (!picture) throw new NotFound(none)
  // Its address changes with it: browsers keep it, and no cache that others share, from which nothing could be taken away.
  const kept = open ? 'private, max-age=31536000, immutable' : 'private, no-store'
  return reply.header('cache-control', kept).type('image/webp').send(picture.bytes)
}
