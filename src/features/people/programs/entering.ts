import type { Static } from 'typebox'
import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Denied, Invalid } from '#platform/errors'
import { record } from '#staff'
import { gazetteerOf, liesWithin } from '#territories'
import { hashOf } from '../addresses/index.ts'
import { customFields, type CustomValue, isWithin, type PersonId } from '../core/index.ts'
import { askedIn } from '../ledger/index.ts'
import type { ConsentAnswer, consentOf, Entered, newPersonOf } from './schema.ts'

/** What came in, as its schema lets it. */
type NewPerson = Static<ReturnType<typeof newPersonOf>>
type Consent = Static<ReturnType<typeof consentOf>>

import {
  type Bringing,
  bringPeople,
  bringWish,
  type Fate,
  foresee,
  type Incoming,
  readCustom,
  readPerson,
} from '../bringing/index.ts'
/**
 * Brings one person in, or up to date. Whoever is known where the caller does not see is somebody new here; whoever he may not change is left as
 * she is. A caller who sees nobody gets one answer for all, so that nobody learns by entering an address whose it is. Who was erased, or is under
 * restriction, stays so, and the answer does not say which.
 */
export async function enterPerson(
  tx: Tx,
  app: App,
  { actor, ...body }: NewPerson & { actor: Actor },
): Promise<Static<typeof Entered>> {
  const row = await readRow(tx, app, body)
  if (!liesWithin(actor.scope('people.enter'), row)) throw new Denied('directory.new.elsewhere')
  const sees = actor.grants.get('people.see')
  const bringing: Bringing = { ...bringingOf(app, actor, body.proof), reach: [actor.scope('people.enter'), sees ?? 'everywhere'] }
  const [foreseen] = await foresee(tx, [row], bringing)
  const left = foreseen!.fate === 'refused' || !(await mayBring(tx, actor, foreseen!))
  const fate = left ? undefined : (await bringPeople(tx, [row], bringing))[0]!
  await record(
    tx,
    { actor, now: app.now() },
    { action: 'add', object: 'person', id: fate?.person ?? undefined, count: fate ? 1 : 0 },
  )
  return fate?.person && fate.fate !== 'refused' && sees && (await isWithin(tx, fate.person, sees))
    ? { status: fate.fate, id: fate.person }
    : { status: 'accepted' }
}

/** Anybody new; whoever is known, only where the caller may change her. */
async function mayBring(tx: Tx, { grants }: Actor, { fate, person }: Fate): Promise<boolean> {
  const edits = grants.get('people.edit')
  return fate === 'created' || (person !== null && edits !== undefined && (await isWithin(tx, person, edits)))
}

/** Writes down that somebody agreed or no longer agrees. "Yes" after a "no" does not count: that takes her own act. */
export async function recordConsent(
  tx: Tx,
  app: App,
  { actor, person, purpose, action, proof }: Consent & { actor: Actor; person: PersonId },
): Promise<Static<typeof ConsentAnswer>> {
  const meant = askedIn(app, 'program').find(({ key }) => key === purpose)
  if (!meant) throw new Invalid({ purpose: 'form.wrong' })
  const counted = await bringWish(tx, { person, purpose: meant, action }, bringingOf(app, actor, proof))
  const entry = {
    action: action === 'withdrawn' ? 'withdraw' : 'change',
    object: 'person',
    id: person,
    fields: [purpose],
  }
  await record(tx, { actor, now: app.now() }, entry)
  return { counted }
}

function bringingOf(app: App, actor: Actor, proof: string): Bringing {
  const now = app.now()
  const purposes = askedIn(app, 'program')
  return { origin: 'api', origin_label: proof, proof, evidence: actor.account, method: 'api', now, hashOf: hashOf(app), purposes }
}

async function readRow(tx: Tx, app: App, body: NewPerson): Promise<Incoming> {
  const {
    locale = app.movement.current.locale,
    country = app.movement.current.country,
    tags = [],
    foreign_id = null,
    custom,
    ...typed
  } = body
  const answer = readPerson({ ...typed, locale, country }, gazetteerOf(app))
  if ('errors' in answer) throw new Invalid(answer.errors)
  const said: Record<string, unknown> = body
  const agreed = askedIn(app, 'program').filter(({ key }) => said[key] === true)
  const { row } = answer
  return {
    ...row,
    tags,
    foreign: foreign_id,
    custom: custom ? (await readCustoms(tx, custom)).set : {},
    wishes: Object.fromEntries(agreed.map(({ key }) => [key, 'given' as const])),
    consented_at: app.now(),
  }
}

/** Values of custom fields, each as its kind takes it; a field that is none, or a value that does not fit, is Invalid. null takes one away. */
export async function readCustoms(tx: Tx, sent: Record<string, CustomValue | null>) {
  const fields = new Map((await customFields(tx)).map((field) => [field.key, field]))
  const set: Record<string, CustomValue> = {}
  const all: Record<string, CustomValue | null> = {}
  for (const [key, value] of Object.entries(sent)) {
    const field = fields.get(key)
    const read = field && (value === null ? null : readCustom(field, String(value)))
    if (read === undefined) throw new Invalid({ [`custom[${key}]`]: 'form.wrong' })
    all[key] = read
    if (read !== null) set[key] = read
  }
  return { set, all }
}
