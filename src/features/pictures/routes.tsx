import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { FieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import { redraw } from '#platform/images'
import type { FormState } from '#ui/form'
import {
  groupForOrganiser,
  groupOfTerritory,
  groupPath,
  membersPath,
  type MemberStanding,
  picturePath,
  publicGroup,
} from '#groups'
import { record } from '#staff'
import { findPicture, removePicture, showPicture } from './commands.ts'
import { PicturePage } from './picture.page.tsx'
import { type T, texts } from './texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])
const params = Type.Object({ group: Type.String({ format: 'uuid' }) })
const schema = { params, hide: true } as const
/** What a phone's camera writes, and more. */
const LARGEST = 15 * 1024 * 1024
const LONGEST_WORDS = 200

/** The picture of a group: for anybody, and set by its organisers. */
export const pictureRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  await server.register(multipart, { limits: { files: 1, fields: 4, parts: 6, fileSize: LARGEST, fieldSize: 2_000 } })

  server.get('/groups/:group/picture.webp', { config: { permission: 'anyone' }, schema }, async (request, reply) => {
    const { id } = await publicGroup(app, request.params.group)
    const picture = await findPicture(read, id)
    if (!picture) throw new NotFound('pictures.none')
    // Its address changes with it.
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type('image/webp').send(picture.bytes)
  })

  server.get('/groups/:group/picture', { config, schema }, async (request, reply) =>
    showPage(app, request, reply, await groupForOrganiser(app, request)),
  )

  server.post('/groups/:group/picture', { config, schema }, async (request, reply) => {
    const standing = await groupForOrganiser(app, request)
    const { values, bytes } = await sentIn(request)
    const refuse = (errors: FieldErrors) => showPage(app, request, reply.code(422), { ...standing, form: { values, errors } })
    const errors = faultsOf(values, bytes)
    if (Object.keys(errors).length > 0) return refuse(errors)
    const picture = await redraw(bytes!)
    if (!picture) return refuse({ picture: 'pictures.unreadable' })
    const showing = { group: standing.group.id, picture, words: values.words!.trim() }
    await transact((tx) => showPicture(tx, showing, app.now()))
    return reply.back(`${groupPath(standing.group.id)}/picture`, 'saved')
  })

  server.post('/groups/:group/picture/removal', { config, schema }, async (request, reply) => {
    const { group } = await groupForOrganiser(app, request)
    await transact((tx) => removePicture(tx, group.id))
    return reply.back(`${groupPath(group.id)}/picture`, 'removed')
  })

  server.post(
    '/staff/groups/:group/picture/removal',
    { config: { permission: 'groups.moderate' }, schema },
    async (request, reply) => {
      const group = await groupOfTerritory(app, request, 'groups.moderate')
      await transact(async (tx) => {
        await removePicture(tx, group.id)
        await record(tx, request.actor, { action: 'remove', object: 'picture', id: group.id }, app.now())
      })
      return reply.back(`/staff/groups/${group.id}`, 'removed')
    },
  )
}

type Sent = { values: Record<string, string>; bytes: Buffer | undefined }

/** The fields and the file of a form; a file that is too large is as none. */
async function sentIn(request: FastifyRequest): Promise<Sent> {
  const sent: Sent = { values: {}, bytes: undefined }
  if (!request.isMultipart()) return sent
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname === 'words' || part.fieldname === 'agreed') sent.values[part.fieldname] = String(part.value)
      continue
    }
    const bytes = await part.toBuffer()
    if (bytes.length > 0) sent.bytes = bytes
  }
  return sent
}

function faultsOf({ words = '', agreed }: Record<string, string>, bytes: Buffer | undefined): FieldErrors {
  return {
    ...(bytes ? {} : { picture: 'form.required' }),
    ...(words.trim() === '' ? { words: 'form.required' } : {}),
    ...(words.length > LONGEST_WORDS ? { words: 'form.too-long' } : {}),
    // Who is to be seen has a say: a picture tells of a political opinion.
    ...(agreed === 'true' ? {} : { agreed: 'pictures.not-agreed' }),
  }
}

async function showPage(
  app: App,
  { locale, link }: FastifyRequest,
  reply: FastifyReply,
  { group, form = { values: {}, errors: {} } }: MemberStanding & { form?: FormState },
) {
  const t = formTexts.in(locale) as T
  const found = group.picture_at && (await findPicture(app.database.read, group.id))
  const page = {
    t,
    locale,
    name: group.name,
    path: link(`${groupPath(group.id)}/picture`),
    form,
    current: found ? { src: picturePath(group)!, words: found.words, width: found.width, height: found.height } : undefined,
    back: link(membersPath(group.id)),
  }
  return reply.page({ title: t('pictures.title', { name: group.name }), body: <PicturePage {...page} /> })
}
