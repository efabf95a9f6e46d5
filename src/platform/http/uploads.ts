import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Picture, redraw } from '../images.ts'
import type { FieldErrors } from './forms.ts'
import { networkOf, TooMany } from './limits.ts'

/** What a phone's camera writes, and more. */
const LARGEST = 15 * 1024 * 1024
const LONGEST_WORDS = 200
const LONGEST_CREDIT = 200
const FIELDS = ['words', 'credit', 'agreed']
/** Milliseconds for one to arrive: the largest over a megabit a second, and half as long again. */
const PICTURE_TIME = 180_000
/** Pictures that are on their way at the same time, each of which is held in memory whole: of one account, of one network, in all. */
const UNDER_WAY = { account: 2, network: 6, all: 16 }
/** Seconds after which who found no place may try again. */
const AGAIN = 30

/** Lets the routes of one slice take a form with a picture. */
export async function takePictures(server: FastifyInstance): Promise<void> {
  await server.register(multipart, { limits: { files: 1, fields: 4, parts: 6, fileSize: LARGEST, fieldSize: 2_000 } })
}

/** A file as somebody sent it: its bytes, and the name that it had there. */
export type SentFile = { bytes: Buffer; name: string }

/** The one file of a form, whatever it holds; undefined: there is none. */
export const readFile = (request: FastifyRequest): Promise<SentFile | undefined> =>
  arriving(request, async ({ bytes, name }) => bytes && { bytes, name })

type Sent = { values: Record<string, string>; errors: FieldErrors } | { picture: Picture; words: string; credit: string }

/** A form with a picture, what it shows, who made it where the form asks, and that who is to be seen agrees: drawn anew, or what is wrong with it. */
export const readPicture = (request: FastifyRequest): Promise<Sent> => arriving(request, pictureOf)

/** Does something with what a form sent, whose sender has a place and some time. */
async function arriving<R>(request: FastifyRequest, work: (parts: Parts) => Promise<R>): Promise<R> {
  const leave = request.isMultipart() ? takePlace(request) : () => {}
  const late = setTimeout(() => request.raw.destroy(), PICTURE_TIME)
  try {
    return await work(await sentIn(request))
  } finally {
    clearTimeout(late)
    leave()
  }
}

async function pictureOf({ values, bytes }: Parts): Promise<Sent> {
  const errors = faultsOf(values, bytes)
  if (Object.keys(errors).length > 0) return { values, errors }
  const picture = await redraw(bytes!)
  return picture
    ? { picture, words: values.words!.trim(), credit: values.credit?.trim() ?? '' }
    : { values, errors: { picture: 'form.picture-unreadable' } }
}

const underWay = new WeakMap<object, { account: string; network: string }[]>()

/** Takes a place among the pictures under way, until what is returned is called. Throws TooMany when there is none: who sends slowly fills neither memory nor the line. */
function takePlace(request: FastifyRequest): () => void {
  const { server } = request.server
  const all = underWay.get(server) ?? []
  underWay.set(server, all)
  const own = { account: request.actor.account, network: networkOf(request) }
  const isFull =
    all.length >= UNDER_WAY.all ||
    all.filter(({ account }) => account === own.account).length >= UNDER_WAY.account ||
    all.filter(({ network }) => network === own.network).length >= UNDER_WAY.network
  if (isFull) throw new TooMany(AGAIN)
  all.push(own)
  return () => void all.splice(all.indexOf(own), 1)
}

type Parts = { values: Record<string, string>; bytes: Buffer | undefined; name: string }

/** The fields and the file of a form; a file that is too large is as none. */
async function sentIn(request: FastifyRequest): Promise<Parts> {
  const sent: Parts = { values: {}, bytes: undefined, name: '' }
  if (!request.isMultipart()) return sent
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (FIELDS.includes(part.fieldname)) sent.values[part.fieldname] = String(part.value)
      continue
    }
    const bytes = await part.toBuffer()
    if (bytes.length > 0) Object.assign(sent, { bytes, name: part.filename })
  }
  return sent
}

function faultsOf({ words = '', credit = '', agreed }: Record<string, string>, bytes: Buffer | undefined): FieldErrors {
  return {
    ...(bytes ? {} : { picture: 'form.required' }),
    ...(words.trim() === '' ? { words: 'form.required' } : {}),
    ...(words.length > LONGEST_WORDS ? { words: 'form.too-long' } : {}),
    ...(credit.length > LONGEST_CREDIT ? { credit: 'form.too-long' } : {}),
    // Who is to be seen has a say: a picture may tell more of her than she would.
    ...(agreed === 'true' ? {} : { agreed: 'form.not-agreed' }),
  }
}
