import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { type Asked, handOf } from '#platform/http/asked'
import { Conflict, Invalid } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { isLocale, type Locale } from '#platform/i18n/locales'
import { deliver } from '#platform/mail/writing'
import { latestPictures, lists } from '#content'
import { audiences } from '#people'
import { compile, type Fault, FaultyTemplate, preview } from '../../writing/index.ts'
import { letterOf } from '../access.ts'
import { beginLetter, type Change, removeLetter, saveLetter } from '../commands/drafts.ts'
import { compiled, freezeLetter, newMailing } from '../commands/freezing.ts'
import { valuesFor } from '../composing.ts'
import { addressed } from '../addressing.ts'
import { type Counted, countFor, isSound, lookAt } from '../looking.ts'
import { EditPage } from '../edit.page.tsx'
import { LettersPage } from '../letters.page.tsx'
import { mailingsOf } from '../queries/editions.ts'
import { type LetterRecord, letters } from '../queries/letters.ts'
import { type Sent, sourceOf } from '../reading.ts'
import { InQuery, LetterForm, LetterParams, NewForm } from '../schema.ts'
import { settingOf } from '../setting.ts'
import { sendLetter } from '../showing.ts'
import { pageTexts } from '../texts.ts'
import { faultsHere, mailingLines } from '../saying.ts'

const config = { permission: 'letters.write' } as const
const params = LetterParams
const query = InQuery

/** What is written, and what was sent. */
export const listRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/staff/letters', { config, schema: { hide: true } }, (_request, reply) => showAll(reply, {}))

  server.post('/staff/letters', { config, schema: { body: NewForm, hide: true } }, async (request, reply) => {
    const { title } = request.body
    if (!title) return showAll(reply.code(422), { title: 'form.required' })
    const id = await transact((tx) => beginLetter(tx, handOf(app, request), title))
    return reply.redirect(request.link(`/staff/letters/${id}`), 303)
  })

  async function showAll(reply: FastifyReply, errors: Record<string, string>) {
    const { request } = reply
    const { locale, link, actor } = request
    const t = pageTexts.in(locale)
    const all = actor.scope('letters.write') === 'everywhere'
    const drafts = (await letters(read)).filter(({ written_by }) => all || written_by === actor.account)
    const sent = await mailingsOf(read, all ? undefined : actor.account)
    const page = {
      t,
      form: { values: {}, errors },
      drafts: drafts.map(({ id, title }) => ({ id, title, href: link(`/staff/letters/${id}`) })),
      mailings: mailingLines(app, { mailings: sent, locale, link }),
    }
    return reply.page({ title: t('mailings.title'), body: <LettersPage {...page} /> })
  }
}

/** Writing one letter. Every button of the form comes here; each keeps what was typed. */
export const draftRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params, querystring: query, hide: true }

  server.get('/staff/letters/:letter', { config, schema }, async (request, reply) =>
    show(app, reply, {
      letter: await letterOf(app, request),
      locale: languageOf(app, request),
      count: request.query.count === '1',
    }),
  )

  server.post('/staff/letters/:letter', { config, schema: { ...schema, body: LetterForm } }, async (request, reply) => {
    const letter = await letterOf(app, request)
    const locale = languageOf(app, request)
    const change = changeOf({ letter, locale, sent: request.body, known: await audiences(read) })
    if (await transact((tx) => saveLetter(tx, app.now(), change)))
      return reply.back(`/staff/letters/${letter.id}?in=${locale}`, 'saved')
    // What was typed stands in the form, what somebody else saved meanwhile beside it: saving again puts this one over that.
    return show(app, reply.code(409), { letter: { ...letter, ...change, version: letter.version }, locale, other: letter })
  })

  server.get('/staff/letters/:letter/preview', { config, schema }, async (request, reply) => {
    const letter = await letterOf(app, request)
    const html = (await previewOf(app, letter, languageOf(app, request)))?.html
    return html === undefined ? reply.back(`/staff/letters/${letter.id}`, 'waits') : sendLetter(reply, html)
  })

  server.post('/staff/letters/:letter/test', { config, schema }, async (request, reply) => {
    const letter = await letterOf(app, request)
    const locale = languageOf(app, request)
    const { email } = request.actor
    const shown = await previewOf(app, letter, locale)
    if (!shown || !email) throw new Conflict('mailings.not-yet')
    await deliver(app, { ...shown, to: email, id: `letter-test-${letter.id}-${letter.version}-${app.now().getTime()}` })
    return reply.back(`/staff/letters/${letter.id}?in=${locale}`, 'done')
  })

  server.post('/staff/letters/:letter/removal', { config, schema: { params, hide: true } }, async (request, reply) => {
    const { id } = await letterOf(app, request)
    await transact((tx) => removeLetter(tx, handOf(app, request), id))
    return reply.back('/staff/letters', 'removed')
  })

  server.post('/staff/letters/:letter/freeze', { config, schema: { params, hide: true } }, async (request, reply) => {
    const letter = await letterOf(app, request)
    const to = await addressed(read, letter, request.actor.scope('letters.write'))
    const { counted, faults } = await countFor(app, letter, to)
    // What is wrong stands on the page, with whom it would reach.
    if (counted.reach === 0 || !isSound(faults))
      return show(app, reply.code(409), { letter, locale: app.movement.current.locale, count: true })
    const mailing = newMailing()
    const programs = await compiled(app, letter, mailing)
    const hand = handOf(app, request)
    await transact((tx) => freezeLetter(tx, { app, hand }, { letter, programs, to, mailing }))
    return reply.redirect(request.link(`/staff/mailings/${mailing}`), 303)
  })
}

const languageOf = (app: App, { query }: Asked<unknown, { in?: string }>): Locale =>
  isLocale(query.in) ? query.in : app.movement.current.locale

/** `known`: audiences that there are. */
type Saving = { letter: LetterRecord; locale: Locale; sent: Sent; known: { id: string }[] }

function changeOf({ letter, locale, sent, known }: Saving): Change {
  const source = sourceOf(sent)
  if (!source) throw new Invalid({ subject: 'error.bad-request' })
  const kinds = ['propaganda', 'vote-help', 'service', 'dues'] as const
  return {
    id: letter.id,
    // That of the page, and not of the row: what was saved in between is somebody else's.
    version: Number(sent.version) || 0,
    title: sent.title?.replace(/\s+/g, ' ').trim().slice(0, 200) || letter.title,
    sources: { ...letter.sources, [locale]: source },
    audience_id: known.find(({ id }) => id === sent.audience)?.id ?? null,
    kind: kinds.find((one) => one === sent.kind) ?? letter.kind,
  }
}

/** The letter as somebody reads it of whom only the mailbox is known, through what sends it; undefined while it cannot be compiled. */
async function previewOf(app: App, { sources }: LetterRecord, locale: Locale) {
  const source = sources[locale]
  if (!source) return undefined
  const setting = await settingOf(app, { locale, source, boundary: 'preview' })
  const values = valuesFor(app, { locale, mailing: undefined, sent: app.now() })
  try {
    return preview(compile(source, setting), values)
  } catch (error) {
    if (!(error instanceof FaultyTemplate)) throw error
    // The page of the letter says what is wrong, at its place.
    return undefined
  }
}

/** `count`: everybody of the file is asked, too, whether it would reach her. */
type Shown = { letter: LetterRecord; locale: Locale; other?: LetterRecord; count?: boolean }

async function show(app: App, reply: FastifyReply, { letter, locale, other, count = false }: Shown) {
  const { request } = reply
  const { read } = app.database
  const t = pageTexts.in(request.locale)
  const to = await addressed(read, letter, request.actor.scope('letters.write'))
  const looked: { faults: Fault[]; counted?: Counted } = count ? await countFor(app, letter, to) : await lookAt(app, letter)
  const path = request.link(`/staff/letters/${letter.id}`)
  const page = {
    t,
    letter,
    locale,
    other: other?.sources[locale],
    source: letter.sources[locale] ?? { subject: '', preheader: '', blocks: [] },
    reader: request.locale,
    audiences: (await audiences(read)).map(({ id, name }) => ({ value: id, text: name })),
    choices: {
      lists: app.filled(lists).map(({ name, title }) => ({ value: name, text: title(request.locale) })),
      areas: [],
      pictures: (await latestPictures(read)).map(({ id, words }) => ({ value: id, text: words })),
    },
    counted: looked.counted,
    faults: faultsHere(t, looked.faults, locale),
    ready: isSound(looked.faults) && looked.counted?.reach !== 0,
    path,
  }
  return reply.page({ title: letter.title, body: <EditPage {...page} /> })
}
