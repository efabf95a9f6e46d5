import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { type Asked, handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { countryName, formatDay, type Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { witnessOf } from '#staff'
import { recipientInCharge } from '../../core/index.ts'
import { TWO_FROM } from '../../giving/index.ts'
import { sayAmount } from '../../law/index.ts'
import { MemberPage } from '../member.page.tsx'
import { DueParams, MemberParams, ReasonForm } from '../schema.ts'
import {
  acceptDue,
  cancelPromise,
  dayThere,
  declineDue,
  type DueRecord,
  dueReference,
  duesOf,
  findMember,
  findScale,
  type MemberRecord,
  paths,
  recordArrival,
  refundDue,
  sayStanding,
  standingOf,
} from '../../dues/index.ts'
import { type PageT, pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PATH = '/staff/dues/:recipient/:member'
const DUE = `${PATH}/:due`
type Params = { recipient: string; member: string }
type OfDue = Params & { due: string }

/** One member, and what the treasurer decides about what she pays. */
export const oneMemberRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: DueParams, hide: true } as const

  server.get(PATH, { config, schema: { params: MemberParams, hide: true } }, async (request, reply) =>
    show(app, reply, { member: await memberInCharge(app, request), forms: {} }),
  )

  const acts = { acceptance: acceptDue, arrival: recordArrival, cancellation: cancelPromise }
  for (const [act, work] of Object.entries(acts))
    server.post(`${DUE}/${act}`, { config, schema }, async (request, reply) => {
      const { member, due } = await dueInCharge(app, request)
      await transact((tx) => work(tx, app, { hand: handOf(app, request), due: due.id }))
      return reply.back(paths.member(member.recipient_id, member.id), 'saved')
    })

  server.post(
    `${DUE}/refusal`,
    { config, schema: { ...schema, body: ReasonForm }, attachValidation: true },
    async (request, reply) => {
      const { member, due } = await dueInCharge(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { member, forms: { [`decline ${due.id}`]: form } }),
        work: async () => {
          await transact((tx) => declineDue(tx, app, { hand: handOf(app, request), due: due.id, reason: request.body.reason }))
          return reply.back(paths.member(member.recipient_id, member.id), 'saved')
        },
      })
    },
  )

  server.post(
    `${DUE}/refund`,
    { config, schema: { ...schema, body: ReasonForm }, attachValidation: true },
    async (request, reply) => {
      const { member, due } = await dueInCharge(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { member, forms: { [`refund ${due.id}`]: form } }),
        work: async () => {
          const wanted = { hand: handOf(app, request), due: due.id, reason: request.body.reason }
          const done = await transact((tx) => refundDue(tx, app, wanted))
          return reply.back(paths.member(member.recipient_id, member.id), done === 'asked' ? 'asked' : 'saved')
        },
      })
    },
  )
}

/** A member of a recipient whose books are kept by who asks. Another's is not there. */
async function memberInCharge(app: App, request: Asked<Params>): Promise<MemberRecord> {
  const recipient = await recipientInCharge(app, request)
  const member = await findMember(app.database.read, request.params.member)
  if (member?.recipient_id !== recipient.id) throw new NotFound('dues.gone')
  return member
}

async function dueInCharge(app: App, request: Asked<OfDue>): Promise<{ member: MemberRecord; due: DueRecord }> {
  const member = await memberInCharge(app, request)
  const due = (await duesOf(app.database.read, [member.id])).find(({ id }) => id === request.params.due)
  if (!due) throw new NotFound('dues.gone')
  return { member, due }
}

const EMPTY: FormState = { values: {}, errors: {} }

async function show(
  app: App,
  reply: FastifyReply,
  { member, forms }: { member: MemberRecord; forms: Record<string, FormState> },
) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const { read } = app.database
  await witnessOf(app)(actor, { action: 'view', object: 'due', id: member.id, count: 1 })
  const [scale, dues] = await Promise.all([findScale(read, member.recipient_id), duesOf(read, [member.id])])
  const today = dayThere(app, dues[0] ?? { country: app.movement.current.country, kind: '' })
  const standing = standingOf(member.until, today, scale?.grace_days ?? 0)
  const path = link(paths.member(member.recipient_id, member.id))
  const props = {
    t,
    locale,
    title: `${member.given_name} ${member.family_name}`,
    lead: sayStanding({ t, locale }, { standing, until: member.until }),
    facts: factsOf(member, { t, locale }),
    dues: dues.map((due) => ({
      ...saidDue(due, { t, locale }),
      action: `${path}/${due.id}`,
      can: {
        decide: due.state === 'held',
        arrive: due.state === 'promised',
        refund: due.state === 'paid' && due.payment_id !== null,
      },
      decline: forms[`decline ${due.id}`] ?? EMPTY,
      refund: forms[`refund ${due.id}`] ?? EMPTY,
    })),
    twoFrom: sayAmount(locale, TWO_FROM, dues[0]?.currency ?? 'EUR'),
    back: { href: link(paths.members(member.recipient_id)), text: t('members.back') },
  }
  return reply.page({ title: props.title, body: <MemberPage {...props} /> })
}

type Said = { t: PageT; locale: Locale }

function factsOf({ email, told, stopped_at }: MemberRecord, { t, locale }: Said) {
  const { street, postal_code, town, country, nationality } = told.fields
  const address = [street, `${postal_code ?? ''} ${town ?? ''}`.trim(), country && countryName(locale, country)].filter(Boolean)
  return [
    { label: t('giving.email'), value: email ?? '–' },
    ...(address.length > 0 ? [{ label: t('giving.address'), value: address.join(', ') }] : []),
    ...(nationality ? [{ label: t('giving.field-nationality'), value: countryName(locale, nationality) }] : []),
    ...(stopped_at ? [{ label: t('members.renewal'), value: t('members.has-stopped') }] : []),
  ]
}

function saidDue(due: DueRecord, { t, locale }: Said) {
  const say = ofAnyKey(t)
  const { id, amount, currency, state, mode, number, from_on, until_on, refunded, reason } = due
  return {
    id,
    title: sayAmount(locale, amount, currency),
    state: t(`dues.state-${state}`),
    reasons:
      state === 'held'
        ? (reason ?? '')
            .split(' ')
            .filter(Boolean)
            .map((key) => say(key))
        : [],
    facts: [
      { label: t('giving.mode'), value: t(`giving.mode-${mode}`) },
      ...(from_on && until_on
        ? [
            {
              label: t('dues.term'),
              value: t('dues.from-until', { from: formatDay(locale, from_on), until: formatDay(locale, until_on) }),
            },
          ]
        : []),
      { label: t('giving.reference'), value: dueReference(number) },
      ...(refunded > 0 ? [{ label: t('giving.refunded'), value: sayAmount(locale, refunded, currency) }] : []),
    ],
  }
}
