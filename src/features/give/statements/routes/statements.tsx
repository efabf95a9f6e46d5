import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { codeOf } from '#platform/errors'
import { type Asked, handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { dateFormat, formatNumber, type Locale } from '#platform/i18n/locales'
import type { FormState } from '#ui/form'
import { witnessOf } from '#staff'
import { recipientInCharge, type RecipientRecord, recipientsOf } from '../../core/index.ts'
import { bringFile } from '../commands/bring.ts'
import { LARGEST } from '../limits.ts'
import { paths } from '../paths.ts'
import { filesOf } from '../queries/files.ts'
import { countsOf, linesOf, waitingFor } from '../queries/lines.ts'
import type { LineState } from '../../reconciling/index.ts'
import { refusalKey, refusalValues, rowOf } from '../saying.ts'
import { BookParams, LookForm, VIEWS } from '../schema.ts'
import { BookPage, BooksPage } from '../statements.page.tsx'
import { type PageT, pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PATH = '/staff/statements/:recipient'
const EMPTY: FormState = { values: {}, errors: {} }
const PAGE = 50
const FILES = 30

/** What each view shows. */
const STATES: Record<(typeof VIEWS)[number], readonly LineState[] | undefined> = {
  waiting: ['doubtful', 'open'],
  back: ['to-send-back', 'sent-back'],
  booked: ['booked', 'payout'],
  other: ['aside', 'out', 'undone', 'undoes'],
  all: undefined,
}

type Look = { view?: (typeof VIEWS)[number] | undefined; after?: string | undefined }

/** The books that somebody keeps, what the bank says of them, and the way to bring more. */
export const statementRoutes: Routes = (app: App) => async (server) => {
  await server.register(multipart, { limits: { files: 1, fields: 0, parts: 2, fileSize: LARGEST } })

  server.get(paths.all, { config, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const mine = await recipientsOf(app.database.read, request.actor.account)
    const waiting = await waitingFor(
      app.database.read,
      mine.map(({ id }) => id),
    )
    const books = mine.map(({ id, name }) => ({
      href: request.link(paths.of(id)),
      name,
      waits: t('statements.waits', { n: waiting.get(id) ?? 0 }),
    }))
    return reply.page({ title: t('statements.title'), body: <BooksPage {...{ t, books }} /> })
  })

  server.get(PATH, { config, schema: { params: BookParams, hide: true } }, async (request, reply) =>
    show(app, reply, { recipient: await recipientInCharge(app, request) }),
  )
  server.post(`${PATH}/lines`, { config, schema: { params: BookParams, body: LookForm, hide: true } }, async (request, reply) =>
    show(app, reply, { recipient: await recipientInCharge(app, request), look: request.body }),
  )

  server.post(`${PATH}/files`, { config, schema: { params: BookParams, hide: true } }, async (request, reply) => {
    const recipient = await recipientInCharge(app, request)
    const sent = await sentIn(request)
    if ('error' in sent) return show(app, reply.code(422), { recipient, upload: { values: {}, errors: { file: sent.error } } })
    const brought = await bringFile(app, handOf(app, request), { recipient, ...sent })
    if ('refused' in brought) {
      const { refused } = brought
      const upload = { values: {}, errors: {}, notice: refusalKey(refused), noticeValues: refusalValues(refused) }
      return show(app, reply.code(422), { recipient, upload })
    }
    const path = paths.file(recipient.id, brought.file)
    return brought.again ? reply.redirect(request.link(`${path}?again=1`), 303) : reply.back(path, 'saved')
  })
}

type Sent = { name: string; bytes: Buffer } | { error: 'form.required' | 'statements.too-large' }

/** The file of a form, whole: no larger than the limit, which the parser holds while it arrives. */
async function sentIn(request: FastifyRequest): Promise<Sent> {
  if (!request.isMultipart()) return { error: 'form.required' }
  try {
    const file: MultipartFile | undefined = await request.file()
    if (!file?.filename) return { error: 'form.required' }
    const bytes = await file.toBuffer()
    return bytes.length === 0 ? { error: 'form.required' } : { name: file.filename, bytes }
  } catch (error) {
    if (codeOf(error) === 'FST_REQ_FILE_TOO_LARGE') return { error: 'statements.too-large' }
    throw error
  }
}

type Showing = { recipient: RecipientRecord; look?: Look; upload?: FormState }

async function show(app: App, reply: FastifyReply, { recipient, look = {}, upload = EMPTY }: Showing) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const view = look.view ?? 'waiting'
  const asked = { states: STATES[view], after: look.after, limit: PAGE + 1 }
  const [found, counts, files] = await Promise.all([
    linesOf(read, recipient.id, asked),
    countsOf(read, recipient.id),
    filesOf(read, recipient.id, FILES),
  ])
  const page = found.slice(0, PAGE)
  await witnessOf(app)(request.actor, { action: 'list', object: 'bank-statement', id: recipient.id, count: page.length })
  const action = link(`${paths.of(recipient.id)}/lines`)
  const of = (...states: LineState[]) => counts.filter(({ state }) => states.includes(state)).reduce((all, { n }) => all + n, 0)
  const props = {
    t,
    title: recipient.name,
    missing: recipient.iban === null ? t('statements.refused.no-account') : undefined,
    action: link(`${paths.of(recipient.id)}/files`),
    upload,
    stats: [
      { value: formatNumber(locale, of('doubtful', 'open')), label: t('statements.to-decide') },
      { value: formatNumber(locale, of('booked')), label: t('statements.gifts') },
      { value: formatNumber(locale, of('payout')), label: t('statements.payouts') },
      { value: formatNumber(locale, of('to-send-back')), label: t('statements.to-send') },
    ],
    form: { values: { view }, errors: {} },
    look: action,
    views: VIEWS.map((value) => ({ value, text: t(`statements.view-${value}`) })),
    lines: page.map((line) => rowOf(line, { t, locale, link })),
    next: found.length > PAGE ? { action, fields: { view, after: page.at(-1)!.id }, text: t('statements.next') } : undefined,
    first: look.after ? { action, fields: { view }, text: t('statements.first') } : undefined,
    files: filesShown(app, files, { t, locale, link: request.link }),
  }
  return reply.page({ title: recipient.name, body: <BookPage {...props} /> })
}

type Said = { t: PageT; locale: Locale } & Pick<Asked, 'link'>

function filesShown(app: App, files: Awaited<ReturnType<typeof filesOf>>, { t, locale, link }: Said) {
  const day = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: app.movement.current.timeZone })
  return files.map(({ id, recipient_id, name, state, lines_all, brought_at }) => ({
    id,
    href: link(paths.file(recipient_id, id)),
    name,
    state: t(`statements.file-${state}`),
    lines: formatNumber(locale, lines_all),
    at: day.format(brought_at),
  }))
}
