import { beforeEach, expect, test } from 'vitest'
import { becomeSupporter } from '../../../../tests/support/signing.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { NEWS, type PersonId } from '#people'
import { newId } from '#platform/db/id'
import { askGate } from './asking.ts'
import type { Contact } from './contact.ts'
import { stop } from './stopping.ts'

const program = await useProgram({ working: true })
const { app, rows } = program
beforeEach(() => rows('truncate election cascade'))

const all = { phone: '+33612345678', consents: { news: true, calls: true } }
const letter = (over: Partial<Contact> = {}): Contact => ({
  purpose: NEWS,
  channel: 'email',
  kind: 'propaganda',
  carries: ['speaker', 'reason', 'leave'],
  now: program.clock.now,
  ...over,
})
const ask = async (person: PersonId, contact: Contact) => (await askGate(app, { people: [person] }, contact)).get(person)!

test('who agreed may be written to, and who did not, or is gone, may not; the answer is plain JSON', async () => {
  const zoe = (await becomeSupporter(program, all)) as PersonId
  const yes = await ask(zoe, letter())
  expect(yes).toMatchObject({ answer: 'yes', rule: { id: 'FR.hours.email', version: 1 } })
  expect(JSON.parse(JSON.stringify(yes))).toEqual(yes)
  const ana = (await becomeSupporter(program, { email: 'ana@example.org', given_name: 'Ana', consents: {} })) as PersonId
  expect(await ask(ana, letter())).toMatchObject({ answer: 'no', reason: 'never-agreed', rule: { id: 'GDPR.consent' } })
  expect(await ask(newId(), letter())).toMatchObject({ answer: 'no', reason: 'gone' })
})

test('a stop by any channel binds every channel that it was meant for', async () => {
  const zoe = (await becomeSupporter(program, all)) as PersonId
  const said = {
    of: { person: zoe },
    channel: 'sms',
    meaning: 'all',
    said: 'STOP',
    locale: 'fr',
    method: 'phone',
    source: 'texts',
  } as const
  await app.database.transact((tx) => stop(tx, app, { ...said, now: program.clock.now }))
  expect(await ask(zoe, letter())).toMatchObject({ answer: 'no', reason: 'withdrawn' })
})
