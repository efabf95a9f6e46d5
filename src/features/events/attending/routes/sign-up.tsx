import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { Invalid } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { normaliseEmail } from '#platform/text/email'
import { Article, Small, TextLink } from '#ui/parts'
import { mailboxHashOf, type PersonId } from '#people'
import {
  askByMail,
  eventFor,
  eventPath,
  type EventRecord,
  placerOf,
  questionsOf,
  refusedBy,
  silenceOver,
} from '../../core/index.ts'
import { pageTexts } from '../texts.ts'
import { ownLinks } from '../links.ts'
import { readAsking } from '../reading.ts'
import { AskingForm, EventParams } from '../schema.ts'
import { showEvent } from './event.tsx'
const config = { permission: 'anyone' } as const
/** A hall stands behind one network address. */
const ASKED_A_MINUTE = 60

/** Signing up: whoever is in the file at once; a visitor by the link that her mailbox gets. */
export const signUpRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: ASKED_A_MINUTE, window: MINUTE, key: networkOf }])
  const schema = { params: EventParams, hide: true } as const

  server.post(
    '/events/:event/sign-up',
    { config: { ...config, evenly: {} }, schema: { ...schema, body: AskingForm }, attachValidation: true, onRequest: limit },
    async (request, reply) => {
      const visitor = await request.visitor()
      const standing = await eventFor(app, request, visitor?.person?.id)
      const { event, person } = standing
      return submitted(request, {
        again: (code, form) => showEvent(app, reply.code(code), { ...standing, signedIn: visitor !== undefined, form }),
        work: async () => {
          // Her own page says how it stands.
          if (person) return reply.redirect(await signUpPerson(app, request, { event, person, email: visitor!.email }), 303)
          await requireSpeech(app, event)
          const form = request.body
          const asking = readAsking(form, await questionsOf(app.database.read, event.id))
          const shared = { ...asking, id: newId(), event: event.id, locale: request.locale }
          const { name, email, website } = form
          if (!name || !email)
            throw new Invalid({ ...(name ? {} : { name: 'form.required' }), ...(email ? {} : { email: 'form.required' }) })
          const asked = {
            ...shared,
            name: name.trim(),
            email: normaliseEmail(email),
            mailbox_hash: mailboxHashOf(app)(normaliseEmail(email)),
            network: app.seals.hash('events.network', networkOf(request)).toString('hex'),
          }
          if (!website) await app.database.transact((tx) => askByMail(tx, asked, app.now()))
          const t = pageTexts.in(request.locale)
          const body = (
            <Article title={t('attending.sent.title')} lead={t('attending.sent.lead')}>
              <p>{t('attending.sent.next')}</p>
              <Small>{t('attending.sent.spam')}</Small>
              <p>
                <TextLink href={request.link(eventPath(event.id))}>{t('attending.own.event')}</TextLink>
              </p>
            </Article>
          )
          return reply.page({ title: t('attending.sent.title'), body })
        },
      })
    },
  )
}

type Person = { event: EventRecord; person: PersonId; email: string }

/** Gives somebody of the file the place that a form asks for. Gives where her own page is. Throws Conflict, Invalid. */
export async function signUpPerson(
  app: App,
  { body, locale, link }: Pick<FastifyRequest, 'locale' | 'link'> & { body: AskingForm },
  { event, person, email }: Person,
): Promise<string> {
  await requireSpeech(app, event)
  const asking = readAsking(body, await questionsOf(app.database.read, event.id))
  const mailbox = mailboxHashOf(app)(email)
  const asked = { ...asking, id: newId(), event: event.id, locale, person, visitor: null, mailbox, how: 'site' as const }
  return link(ownLinks.path(app, (await placerOf(app)(asked)).id))
}

/** In the silence around a vote, nobody signs up for a campaign event that falls into it. */
async function requireSpeech(app: App, event: EventRecord): Promise<void> {
  const silence = await silenceOver(app.database.read, event)
  if (silence) throw refusedBy(silence)
}
