import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import { type Asked, handOf, type ReplyTo } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import { findPerson, personOfEmail, type PersonId } from '#people'
import { askApproval, useApproval, witnessOf } from '#staff'
import type { FormState } from '#ui/form'
import { beginMailing, goOn, halt, pauseMailing, resumeMailing, stopMailing, whatBecame } from '../../sending/index.ts'
import { preview } from '../../writing/index.ts'
import { mailingOf } from '../access.ts'
import { valuesFor } from '../composing.ts'
import { MailingPage } from '../mailing.page.tsx'
import { mailingProps } from '../mailing-props.ts'
import { KIND, stillHolds, subjectOf, takesTwo } from '../rules.ts'
import { AsParams, MailingParams, PersonQuery, ReasonForm } from '../schema.ts'
import { sendLetter } from '../showing.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'letters.write' } as const
const untouched: FormState = { values: {}, errors: {} }
/** Seconds after which the page of a mailing under way asks again. */
const ASK_AGAIN = 3

/** What leaves: to whom, how far, and what may be done with it. */
export const mailingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: MailingParams, hide: true }
  const path = '/staff/mailings/:mailing'

  server.get(path, { config, schema: { ...schema, querystring: PersonQuery } }, (request, reply) =>
    show(app, reply, { form: untouched, email: request.query.email }),
  )

  server.get(`${path}/as/:person`, { config, schema: { params: AsParams, hide: true } }, async (request, reply) => {
    const { mailing, edition } = await mailingOf(app, request)
    const id = request.params.person as PersonId
    // Those of the list alone: nobody looks up people by letters.
    if (!(await whatBecame(app.database.read, { mailing: mailing.id, person: id }))) throw new NotFound('error.not-found')
    await witnessOf(app)(request.actor, { action: 'view', object: 'person', id })
    const person = (await findPerson(app.database.read, id))!
    const program = edition.programs[person.locale] ?? edition.programs[edition.main]!
    const of = { locale: program.locale, mailing: mailing.id, sent: mailing.begun_at ?? app.now() }
    const values = { ...valuesFor(app, of), first_name: person.given_name, town: person.town }
    return sendLetter(reply, preview(program, values).html)
  })

  server.post(`${path}/approval`, { config, schema: { ...schema, body: ReasonForm } }, async (request, reply) => {
    const { mailing, edition, own } = await mailingOf(app, request)
    const { reason } = request.body
    if (!own || mailing.state !== 'ready') throw new Conflict('sending.moved-on')
    if (!reason) return show(app, reply.code(422), { form: { values: {}, errors: { reason: 'form.required' } } })
    const about = `${mailing.title} (${formatNumber(app.movement.current.locale, mailing.meant)})`
    const asking = { kind: KIND, subject: subjectOf(edition), about, reason, path: `/staff/mailings/${mailing.id}` }
    await transact((tx) => askApproval(tx, handOf(app, request), asking))
    return reply.back(`/staff/mailings/${mailing.id}`, 'asked')
  })

  server.post(`${path}/begin`, { config, schema }, async (request, reply) => {
    const { mailing, edition, own } = await mailingOf(app, request)
    if (!own || !stillHolds(request.actor.scope('letters.write'), mailing.scope)) throw new Conflict('mailings.not-yours')
    const hand = handOf(app, request)
    await transact(async (tx) => {
      if (takesTwo(mailing)) await useApproval(tx, hand, { kind: KIND, subject: subjectOf(edition) })
      await beginMailing(tx, hand, mailing.id)
    })
    return reply.back(`/staff/mailings/${mailing.id}`, 'begun')
  })

  const steps = { pause: pauseMailing, resume: resumeMailing, stop: stopMailing }
  for (const [act, work] of Object.entries(steps))
    server.post(`${path}/${act}`, { config, schema }, async (request, reply) => {
      const { mailing } = await mailingOf(app, request)
      await transact((tx) => work(tx, handOf(app, request), mailing.id))
      return reply.back(`/staff/mailings/${mailing.id}`, 'done')
    })

  for (const [act, work] of Object.entries({ halt, 'go-on': goOn }))
    server.post(
      `/staff/letters/${act}`,
      { config: { permission: 'letters.write', everywhere: true }, schema: { hide: true } },
      async (request, reply) => {
        await transact((tx) => work(tx, handOf(app, request)))
        return reply.back('/staff/letters', 'done')
      },
    )
}

type Shown = { form: FormState; email?: string | undefined }

async function show(app: App, reply: ReplyTo<{ mailing: string }>, { form, email }: Shown) {
  const { request } = reply
  const found = await mailingOf(app, request)
  const t = pageTexts.in(request.locale)
  if (['freezing', 'running'].includes(found.mailing.state)) reply.header('refresh', String(ASK_AGAIN))
  const props = await mailingProps(app, request, found)
  const answer = email ? await became(app, request, { mailing: found.mailing.id, email }) : undefined
  const person = {
    action: request.link(`/staff/mailings/${found.mailing.id}`),
    form: { values: { email: email ?? '' }, errors: {} },
    answer,
  }
  return reply.page({ title: found.mailing.title, body: <MailingPage {...props} {...{ t, form, person }} /> })
}

type Whose = { mailing: Parameters<typeof whatBecame>[1]['mailing']; email: string }

/** Whether a letter was meant for whoever holds a mailbox, and what became of it. */
async function became(app: App, { actor, locale }: Asked, { mailing, email }: Whose): Promise<string> {
  const t = pageTexts.in(locale)
  const { read } = app.database
  const person = await personOfEmail(read, email.trim().toLowerCase(), '')
  const found = person && (await whatBecame(read, { mailing, person }))
  // The same of whoever is in no file, or in that of another territory: nobody learns here who is.
  if (!found) return t('mailings.became-nobody')
  await witnessOf(app)(actor, { action: 'view', object: 'person', id: person })
  return [t(`mailings.became-${found.became}`), found.reply].filter(Boolean).join(' – ')
}
