import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import { HOUR, limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { normaliseEmail } from '#platform/text/email'
import type { FormState } from '#ui/form'
import { Article, Small } from '#ui/parts'
import { personOfEmail } from '#people'
import { AskPage } from '../ask.page.tsx'
import { HowPage } from '../how.page.tsx'
import { OwnPage } from '../own.page.tsx'
import { AnswerForm, AskForm, TokenParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'
import { consulateLaw, lawOf, madeOptions, votesToChoose } from '../saying.ts'
import { ownOf } from '../showing.ts'
import {
  answerMatch,
  askByMail,
  type AskRecord,
  confirmAsk,
  establish,
  findAsk,
  links,
  openAsk,
  paths,
  readAsking,
  resumeAsk,
  withdrawAsk,
} from '../../proxies/index.ts'

const anyone = { permission: 'anyone' } as const
/** A home for the elderly stands behind one network address. */
const ASKED = { minute: 20, hour: 60 }

/** "I cannot go and vote": the form, and the mail that must be answered before anybody is looked for. */
export const askRoutes: Routes = (app: App) => async (server) => {
  const { transact, read } = app.database
  const limit = limiter(server, [
    { max: ASKED.minute, window: MINUTE, key: networkOf },
    { max: ASKED.hour, window: HOUR, key: networkOf },
  ])

  server.get(paths.ask, { config: anyone, schema: { hide: true } }, async (request, reply) => {
    const visitor = await request.visitor()
    const values: Record<string, string> = { made: 'home', ...(visitor?.person ? { given_name: visitor.person.given_name } : {}) }
    return showAsk(app, reply, { signedIn: visitor !== undefined, form: { values, errors: {} } })
  })

  server.get(paths.how, { config: anyone, schema: { hide: true } }, async (request, reply) => {
    const t = pageTexts.in(request.locale)
    const page = {
      t,
      law: await lawOf(app, request.locale, t),
      abroad: consulateLaw(app, request.locale, t),
      back: request.link(paths.ask),
    }
    return reply.page({
      title: t('representing.how.title'),
      description: t('representing.how.lead'),
      body: <HowPage {...page} />,
    })
  })

  server.post(
    paths.ask,
    { config: { ...anyone, evenly: {} }, schema: { body: AskForm, hide: true }, attachValidation: true, onRequest: limit },
    async (request, reply) => {
      const visitor = await request.visitor()
      return submitted(request, {
        again: (code, form) => showAsk(app, reply.code(code), { signedIn: visitor !== undefined, form }),
        work: async () => {
          const { locale, body } = request
          const email = visitor?.email ?? body.email
          if (!email) throw new Invalid({ email: 'form.required' })
          const asking = await readAsking(app, body, { person: visitor?.person?.id ?? null, email, locale })
          if (visitor) {
            const id = await transact((tx) => openAsk(tx, asking, { how: 'site', now: app.now() }))
            return reply.back(links.ask(app, id), 'asked')
          }
          const network = app.seals.hash('proxies.network', networkOf(request)).toString('hex')
          if (!body.website) await transact((tx) => askByMail(tx, { ...asking, network }, app.now()))
          return showSent(reply)
        },
      })
    },
  )

  server.post(
    '/vote/proxy/asks/:token/confirmation',
    { config: anyone, schema: { params: TokenParams, hide: true } },
    async (request, reply) => {
      const ask = await askIn(app, request)
      // The mailbox has proved to be hers: whoever of the file has it under her name is she.
      const person = (ask.email && (await personOfEmail(read, normaliseEmail(ask.email), ask.given_name ?? ''))) || null
      const id = await transact((tx) => confirmAsk(tx, ask.id, { person, now: app.now() }))
      return reply.back(links.ask(app, id), 'asked')
    },
  )
}

/** The page of one ask, by the link of its mails: each act is pressed. */
export const ownRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: TokenParams, hide: true } as const
  const pageOf = (path: string) => path.replace(/\/[a-z]+$/, '')

  server.get('/vote/proxy/asks/:token', { config: anyone, schema }, async (request, reply) =>
    showOwn(app, reply, await askIn(app, request)),
  )

  server.post(
    '/vote/proxy/asks/:token/answer',
    { config: anyone, schema: { ...schema, body: AnswerForm } },
    async (request, reply) => {
      const ask = await askIn(app, request)
      const { match, answer } = request.body
      if (ask.match?.id !== match) throw new Conflict('proxies.answer.late')
      await transact((tx) => answerMatch(tx, { match, side: 'asker', yes: answer === 'yes' }, app.now()))
      return reply.back(pageOf(request.plainPath), 'done')
    },
  )

  server.post('/vote/proxy/asks/:token/established', { config: anyone, schema }, async (request, reply) => {
    const ask = await askIn(app, request)
    await transact((tx) => establish(tx, ask.id))
    return reply.back(pageOf(request.plainPath), 'done')
  })

  server.post('/vote/proxy/asks/:token/search', { config: anyone, schema }, async (request, reply) => {
    const ask = await askIn(app, request)
    await transact((tx) => resumeAsk(tx, ask.id))
    return reply.back(pageOf(request.plainPath), 'asked')
  })

  server.post('/vote/proxy/asks/:token/withdrawal', { config: anyone, schema }, async (request, reply) => {
    const ask = await askIn(app, request)
    await transact((tx) => withdrawAsk(tx, ask.id, app.now()))
    return reply.back(paths.ask, 'removed')
  })
}

async function askIn(app: App, { params }: Asked<{ token: string }>): Promise<AskRecord> {
  const id = links.openAsk(app, params.token)
  const ask = id && (await findAsk(app.database.read, id))
  if (!ask || ask.state === 'withdrawn') throw new NotFound('proxies.gone')
  return ask
}

async function showAsk(app: App, reply: FastifyReply, { signedIn, form }: { signedIn: boolean; form: FormState }) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const page = {
    t,
    locale,
    form,
    signedIn,
    action: link(paths.ask),
    votes: await votesToChoose(app, locale),
    made: madeOptions(t),
    law: await lawOf(app, locale, t),
    hold: link(paths.hold),
    how: link(paths.how),
  }
  return reply.page({ title: t('representing.title'), description: t('representing.lead'), body: <AskPage {...page} /> })
}

function showSent(reply: FastifyReply) {
  const t = pageTexts.in(reply.request.locale)
  const body = (
    <Article title={t('representing.sent.title')} lead={t('representing.sent.lead')}>
      <Small>{t('representing.sent.spam')}</Small>
    </Article>
  )
  return reply.page({ title: t('representing.sent.title'), body })
}

async function showOwn(app: App, reply: FastifyReply, ask: AskRecord) {
  const t = pageTexts.in(reply.request.locale)
  return reply.page({ title: t('representing.own.title'), body: <OwnPage {...await ownOf(app, reply.request, ask)} /> })
}
