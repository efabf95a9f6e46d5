import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Invalid } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { hashOf } from '../../addresses/index.ts'
import { erasePerson, ownMailboxesOf, setRestriction, withdrawConsents } from '../../core/index.ts'
import { erasing } from '../../addresses/index.ts'
import { purposesOf, withdrawalWording } from '../../ledger/index.ts'
import { record } from '#staff'
import { PersonParams, RestrictionForm, StaffWithdrawalForm } from '../schema.ts'
import { back, personOf } from './person.tsx'

const params = PersonParams

/** What a person asks by letter or by phone, done for her by staff. */
export const personRightsRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  const withdrawal = { config: { permission: 'people.edit' }, schema: { params, body: StaffWithdrawalForm, hide: true } }
  server.post('/staff/people/:person/withdrawal', withdrawal, async (request, reply) => {
    const found = await personOf(app, request, 'people.edit')
    const { locale, actor } = request
    const purpose = purposesOf(app).find(({ key, end }) => end && key === request.body.purpose)
    if (!purpose) throw new Invalid({ purpose: 'form.wrong' })
    const now = app.now()
    const withdrawn = {
      person: found.id,
      purposes: [purpose],
      now,
      wording: withdrawalWording(locale),
      locale,
      hashOf: hashOf(app),
      by: 'staff' as const,
    }
    await transact(async (tx) => {
      await withdrawConsents(tx, withdrawn)
      await record(tx, { actor, now }, { action: 'withdraw', object: 'person', id: found.id, fields: [purpose.key] })
    })
    return back(request, reply, found.id)
  })

  const restriction = { config: { permission: 'privacy.answer' }, schema: { params, body: RestrictionForm, hide: true } }
  server.post('/staff/people/:person/restriction', restriction, async (request, reply) => {
    const found = await personOf(app, request, 'privacy.answer')
    await transact((tx) => setRestriction(tx, { ...handOf(app, request), person: found.id }, request.body.restricted === 'true'))
    return back(request, reply, found.id)
  })

  const erasure = { config: { permission: 'people.erase' }, schema: { params, hide: true } }
  server.post('/staff/people/:person/erasure', erasure, async (request, reply) => {
    const found = await personOf(app, request, 'people.erase')
    const mailboxes = await ownMailboxesOf(read, [found.id])
    await transact(async (tx) => {
      await erasePerson(tx, { person: found.id, now: app.now(), ...erasing(app) })
      await record(tx, handOf(app, request), { action: 'erase', object: 'person', id: found.id })
    })
    // Her account goes too, unless others sign in with it, or its holder has work to give back first.
    for (const mailbox of mailboxes) await app.auth.removeIdle(mailbox)
    return reply.back('/staff/people', 'removed')
  })
}
