import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Conflict, Invalid } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { addDays } from '#platform/i18n/moments'
import { hashOf } from '../../addresses/index.ts'
import { erasePerson, giveConsent, holdersOf, pausePerson, setRestriction, withdrawConsents } from '../../core/index.ts'
import { erasing } from '../../addresses/index.ts'
import { askedIn, withdrawalWording, wording } from '../../ledger/index.ts'
import { record } from '#staff'
import { ErasedPage } from '../me.page.tsx'
import { ConsentForm, PauseForm, RestrictionForm } from '../schema.ts'
import { keptOf } from '../kept.ts'
import { texts } from '../texts.ts'
import { ownRecord, requireMeant, requireOwn, todayFor } from './me.tsx'

const config = { permission: 'signed-in' } as const

/** Every right of a person over her own record. */
export const rightsRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.post('/me/consents', { config, schema: { body: ConsentForm, hide: true } }, async (request, reply) => {
    const person = await requireOwn(app, request)
    const { wanted } = request.body
    const purpose = askedIn(app, 'account').find(({ key }) => key === request.body.purpose)
    if (!purpose) throw new Invalid({ purpose: 'form.wrong' })
    const { locale } = request
    const now = app.now()
    const common = { person: person.id, now, locale }
    const withdrawal = { purposes: [purpose], wording: withdrawalWording(locale), by: 'account' as const, hashOf: hashOf(app) }
    await transact((tx) =>
      wanted === 'yes'
        ? giveConsent(tx, { ...common, purpose, wording: wording(app, purpose, { locale }), mailbox: request.actor.email })
        : withdrawConsents(tx, { ...common, ...withdrawal }),
    )
    return reply.back('/me', 'saved')
  })

  server.post('/me/pause', { config, schema: { body: PauseForm, hide: true } }, async (request, reply) => {
    const person = await requireOwn(app, request)
    const days = Number(request.body.days)
    const until = days === 0 ? null : addDays(todayFor(app, person), days)
    await transact((tx) => pausePerson(tx, { ...handOf(app, request), person: person.id }, until))
    return reply.back('/me', 'saved')
  })

  server.post('/me/restriction', { config, schema: { body: RestrictionForm, hide: true } }, async (request, reply) => {
    const person = await requireOwn(app, request)
    await transact((tx) => setRestriction(tx, { ...handOf(app, request), person: person.id }, request.body.restricted === 'true'))
    return reply.back('/me', 'saved')
  })

  server.post('/me/erasure', { config, schema: { hide: true } }, async (request, reply) => {
    const person = await ownRecord(app, request)
    requireMeant(request)
    const holders = await holdersOf(app.database.read, request.actor.email)
    const isLast = holders.every(({ id }) => id === person?.id)
    // A mandate is given back before its holder goes: whoever reads his mailbox alone cannot end his work, nor the last administrator's.
    if (isLast && request.actor.roles.length > 0) throw new Conflict('privacy.erase.mandates')
    const now = app.now()
    // Asked while somebody knows whose the mailboxes were.
    const kept = person ? await keptOf(app, person.id, request.locale) : []
    if (person)
      await transact(async (tx) => {
        await erasePerson(tx, { person: person.id, now, ...erasing(app) })
        await record(tx, { actor: undefined, now }, { action: 'erase', object: 'person', id: person.id, reason: 'herself' })
      })
    // The account last: should this stop between the two, she can sign in and press again. Where others share the mailbox it is theirs too.
    if (isLast) await app.auth.remove(request.actor.account)
    else await app.auth.end(request.headers, request.actor.id)
    const t = texts.in(request.locale)
    return reply.page({ title: t('privacy.erased.title'), body: <ErasedPage t={t} kept={kept} /> })
  })
}
