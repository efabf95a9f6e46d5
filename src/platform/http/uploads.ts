import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Picture, redraw } from '../images.ts'
import type { FieldErrors } from './forms.ts'

/** What a phone's camera writes, and more. */
const LARGEST = 15 * 1024 * 1024
const LONGEST_WORDS = 200
const FIELDS = ['words', 'agreed']

/** Lets the routes of one slice take a form with a picture. */
export async function takePictures(server: FastifyInstance): Promise<void> {
  await server.register(multipart, { limits: { files: 1, fields: 4, parts: 6, fileSize: LARGEST, fieldSize: 2_000 } })
}

type Sent = { values: Record<string, string>; errors: FieldErrors } | { picture: Picture; words: string }

/** A form with a picture, what it shows, and that who is to be seen agrees: drawn anew, or what is wrong with it. */
export async function readPicture(request: FastifyRequest): Promise<Sent> {
  const { values, bytes } = await sentIn(request)
  const errors = faultsOf(values, bytes)
  if (Object.keys(errors).length > 0) return { values, errors }
  const picture = await redraw(bytes!)
  return picture ? { picture, words: values.words!.trim() } : { values, errors: { picture: 'form.picture-unreadable' } }
}

/** The fields and the file of a form; a file that is too large is as none. */
async function sentIn(request: FastifyRequest) {
  const sent: { values: Record<string, string>; bytes: Buffer | undefined } = { values: {}, bytes: undefined }
  if (!request.isMultipart()) return sent
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (FIELDS.includes(part.fieldname)) sent.values[part.fieldname] = String(part.value)
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
    // Who is to be seen has a say: a picture may tell more of her than she would.
    ...(agreed === 'true' ? {} : { agreed: 'form.not-agreed' }),
  }
}
