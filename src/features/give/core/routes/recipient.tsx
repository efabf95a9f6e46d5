import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { type Asked, handOf } from '#platform/http/asked'
import { Invalid, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { isDay } from '#platform/text/day'
import { normaliseEmail } from '#platform/text/email'
import { typeAmount } from '#platform/money/typed'
import type { FormState } from '#ui/form'
import {
  appointOfficer,
  describeRecipient,
  type Details,
  dismissOfficer,
  fileAccount,
  publish,
  settleChecks,
  unpublish,
} from '../commands.ts'
import { paths } from '../paths.ts'
import { findRecipient, officers, type RecipientRecord } from '../queries.ts'
import { RecipientPage } from '../recipient.page.tsx'
import { missing, typedMentions } from '../rules.ts'
import { readIban } from '../../banking/index.ts'
import { readAmount, ruleFor } from '../../law/index.ts'
import { accounts } from '../../payments/index.ts'
import { ChecksForm, DetailsForm, OfficerForm, OfficerParams, RecipientParams } from '../schema.ts'
import { formTexts, sayLack, stateOf, votesToChoose } from '../saying.ts'
import type { RecipientId } from '../tables.ts'

const config = { permission: 'recipients.settle', everywhere: true } as const
const schema = { params: RecipientParams, hide: true } as const
const page = (id: RecipientId) => paths.settle(id)
const EMPTY: FormState = { values: {}, errors: {} }

/** What is said of one, and the steps to its page. */
export const recipientRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/recipients/:recipient', { config, schema }, async (request, reply) =>
    show(app, reply, { recipient: await asked(app, request) }),
  )

  server.post(
    '/staff/recipients/:recipient/details',
    { config, schema: { ...schema, body: DetailsForm }, attachValidation: true },
    async (request, reply) => {
      const recipient = await asked(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { recipient, form }),
        work: async () => {
          const details = readDetails(request.body, { currency: recipient.currency, locale: request.locale })
          await transact((tx) => describeRecipient(tx, handOf(app, request), { id: recipient.id, details }))
          return reply.back(page(recipient.id), 'saved')
        },
      })
    },
  )

  server.post(
    '/staff/recipients/:recipient/checks',
    { config, schema: { ...schema, body: ChecksForm } },
    async (request, reply) => {
      const id = request.params.recipient
      const rule = ruleFor(await asked(app, request), app.now())
      const settled = (rule?.checks ?? []).filter((item) => request.body.checks?.[item])
      await transact((tx) => settleChecks(tx, handOf(app, request), { id, settled }))
      return reply.back(page(id), 'saved')
    },
  )
}

/** What is pressed: open, taken away, filed. */
export const standingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const steps = { publication: publish, withdrawal: unpublish, filing: fileAccount }
  for (const [step, work] of Object.entries(steps))
    server.post(`/staff/recipients/:recipient/${step}`, { config, schema }, async (request, reply) => {
      const id = request.params.recipient
      await transact((tx) => work(tx, handOf(app, request), id))
      return reply.back(page(id), 'saved')
    })
}

/** Who keeps the books. */
export const officerRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.post(
    '/staff/recipients/:recipient/officers',
    { config, schema: { ...schema, body: OfficerForm }, attachValidation: true },
    async (request, reply) => {
      const recipient = await asked(app, request)
      return submitted(request, {
        again: (code, officer) => show(app, reply.code(code), { recipient, officer }),
        work: async () => {
          const account = await app.auth.accountFor(normaliseEmail(request.body.email))
          await transact((tx) => appointOfficer(tx, handOf(app, request), { id: recipient.id, account }))
          return reply.back(page(recipient.id), 'added')
        },
      })
    },
  )

  server.post(
    '/staff/recipients/:recipient/officers/:account/end',
    { config, schema: { params: OfficerParams, hide: true } },
    async (request, reply) => {
      const { recipient: id, account } = request.params
      await transact((tx) => dismissOfficer(tx, handOf(app, request), { id, account }))
      return reply.back(page(id), 'removed')
    },
  )
}

async function asked(app: App, { params }: Asked<{ recipient: RecipientId }>): Promise<RecipientRecord> {
  const found = await findRecipient(app.database.read, params.recipient)
  if (!found) throw new NotFound('give.gone')
  return found
}

type Lines = Exclude<keyof Details, 'name' | 'beneficiary' | 'mentions'> | 'election' | 'payment_account'
type Typed = Partial<Record<Lines, string>> & { mention?: Record<string, string | undefined> }

/** What was typed. Throws Invalid where no calendar has a day, or no bank the account. */
function readDetails(body: Typed & Pick<Details, 'name' | 'beneficiary'>, where: Where): Details {
  const { name, beneficiary, election, holder, declared_on, opens_on, closes_on, mention = {}, iban, payment_account } = body
  const ceiling = readCeiling(body.ceiling, where)
  const days = { declared_on, opens_on, closes_on }
  const wrong = Object.entries(days).filter(([, day]) => day !== undefined && !isDay(day))
  if (wrong.length > 0) throw new Invalid(Object.fromEntries(wrong.map(([field]) => [field, 'form.wrong'])))
  if (opens_on && closes_on && closes_on < opens_on) throw new Invalid({ closes_on: 'give.closes-before' })
  const account = iban === undefined ? null : readIban(iban)
  if (account === undefined) throw new Invalid({ iban: 'give.iban-wrong' })
  return {
    name,
    beneficiary,
    election_id: election ?? null,
    holder: holder ?? null,
    declared_on: declared_on ?? null,
    opens_on: opens_on ?? null,
    closes_on: closes_on ?? null,
    ceiling,
    mentions: Object.fromEntries(Object.entries(mention).flatMap(([key, words]) => (words?.trim() ? [[key, words.trim()]] : []))),
    iban: account,
    payment_account_id: payment_account ?? null,
  }
}

type Where = { currency: string; locale: Locale }

/** What may be spent, in the smallest unit. Throws Invalid for what is no amount. */
function readCeiling(typed: string | undefined, { currency, locale }: Where): number | null {
  if (typed === undefined) return null
  const read = readAmount(typed, currency, locale)
  if ('problem' in read) throw new Invalid({ ceiling: read.problem })
  return read.amount
}

/** Fields of the form, as they are kept. */
function valuesOf({ election_id, payment_account_id, ...kept }: RecipientRecord, locale: Locale): Record<string, string> {
  const { name, beneficiary, holder, declared_on, opens_on, closes_on, mentions, iban, currency } = kept
  const ceiling = kept.ceiling === null ? null : typeAmount(locale, kept.ceiling, currency)
  const words = Object.fromEntries(Object.entries(mentions).map(([key, value]) => [`mention[${key}]`, value]))
  const said = { name, beneficiary, holder, declared_on, opens_on, closes_on, ceiling, iban, ...words }
  const all = { ...said, election: election_id, payment_account: payment_account_id }
  return Object.fromEntries(Object.entries(all).map(([field, value]) => [field, value ?? '']))
}

async function show(
  app: App,
  reply: FastifyReply,
  { recipient, form, officer }: { recipient: RecipientRecord; form?: FormState; officer?: FormState },
) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const said = ofAnyKey(t)
  const { id, name, checks } = recipient
  const held = await officers(app.database.read, id)
  const rule = ruleFor(recipient, app.now())
  const props = {
    t,
    locale,
    name,
    form: form ?? { values: valuesOf(recipient, locale), errors: {} },
    officer: officer ?? EMPTY,
    action: link(page(id)),
    votes: await votesToChoose(app, t),
    accounts: [
      { value: '', text: t('give.no-payment-account') },
      ...(await accounts(app.database.read)).map((one) => ({ value: one.id, text: one.name })),
    ],
    missing: missing(recipient, rule).map((lack) => sayLack(t, lack)),
    mentions: rule ? typedMentions(rule).map(({ key }) => ({ name: `mention[${key}]`, label: said(`law.mention.${key}`) })) : [],
    state: stateOf(recipient),
    page: link(paths.recipient(id)),
    checks: (rule?.checks ?? []).map((item) => ({ item, text: said(`law.check.${item}`), settled: checks.includes(item) })),
    officers: held.map(({ account_id, email }) => ({ id: account_id, email })),
  }
  return reply.page({ title: name, body: <RecipientPage {...props} /> })
}
