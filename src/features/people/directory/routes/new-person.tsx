import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { Denied } from '#platform/errors'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryOptions } from '#platform/i18n/countries'
import { languageName, LOCALES } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { record } from '#staff'
import { gazetteerOf, liesWithin } from '#territories'
import { hashOf } from '../../addresses/index.ts'
import { isWithin } from '../../core/index.ts'
import { bringPeople, foresee, type Incoming, readPerson } from '../../bringing/index.ts'
import { cameBy, fieldTexts } from '../../fields/index.ts'
import { NewPersonPage } from '../fields.page.tsx'
import { NewPersonForm } from '../schema.ts'
import { texts } from '../texts.ts'
const config = { permission: 'people.enter' } as const
const formTexts = joinTexts([httpTexts, fieldTexts, texts])

/** Adding somebody by hand, with where she agreed to be here. */
export const newPersonRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/people/new', { config, schema: { hide: true } }, (_request, reply) => show(app, reply))

  server.post(
    '/staff/people/new',
    { config: { ...config, evenly: { but: 'people.see' } }, schema: { body: NewPersonForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const values = request.body
      const read = request.validationError
        ? { errors: fieldErrors(request.validationError) }
        : readPerson(cameBy('new', request.body), gazetteerOf(app))
      if ('errors' in read) return show(app, reply.code(422), { form: { values, errors: read.errors } })
      requireHere(request, read.row)
      const person = await addOrFind(app, request, { row: read.row, proof: request.body.proof })
      if (person) return reply.back(`/staff/people/${person}`, 'added')
      return show(app, reply, { noted: true })
    },
  )
}

/**
 * Adds somebody new. Whoever is in the file already is left as she is: what others typed is no reason to change her. Gives her when the
 * actor may see her; else nothing, so that nobody learns by typing an address whether its owner is known, or had herself erased.
 */
async function addOrFind(
  app: App,
  { actor }: Asked,
  { row, proof }: { row: Incoming; proof: string },
): Promise<string | undefined> {
  const { read, transact } = app.database
  const seen = actor.grants.get('people.see')
  const now = app.now()
  const common = { origin: 'staff' as const, origin_label: proof, proof, evidence: actor.account, method: 'event' as const }
  // Who sees only a part of the country meets only its people: whoever is known elsewhere is somebody new here.
  // She is asked for nothing here.
  const bringing = { ...common, now, hashOf: hashOf(app), purposes: [], reach: seen ? [seen] : [] }
  const [foreseen] = await foresee(read, [row], bringing)
  if (foreseen!.fate !== 'created')
    return foreseen!.person && seen && (await isWithin(read, foreseen!.person, seen)) ? foreseen!.person : undefined
  const person = await transact(async (tx) => {
    const [fate] = await bringPeople(tx, [row], bringing)
    await record(tx, { actor, now }, { action: 'add', object: 'person', id: fate!.person ?? undefined })
    return fate!.person
  })
  return seen ? (person ?? undefined) : undefined
}

/** Nobody adds people where he has no business. */
function requireHere({ actor }: FastifyRequest, row: Incoming): void {
  if (!liesWithin(actor.scope('people.enter'), row)) throw new Denied('directory.new.elsewhere')
}

type Shown = { form?: FormState; noted?: boolean }

/** The form, untouched unless another is given. */
function show({ movement }: App, reply: FastifyReply, { form, noted = false }: Shown = {}) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const { country } = movement.current
  const page = {
    t,
    locale,
    form: form ?? { values: { country, locale }, errors: {} },
    action: link('/staff/people/new'),
    languages: LOCALES.map((one) => ({ value: one, text: languageName(one) })),
    countries: countryOptions(locale, country),
    noted,
  }
  return reply.page({ title: t('directory.staff.new'), body: <NewPersonPage {...page} /> })
}
