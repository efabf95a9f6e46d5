import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { type Locale, formatNumber } from '#platform/i18n/locales'
import { typeAmount } from '#platform/money/typed'
import type { FormState } from '#ui/form'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { legalRate, loanRuleFor, sayAmount } from '../../law/index.ts'
import { setOffer } from '../commands/offer.ts'
import { OfferPage } from '../desk.page.tsx'
import { paths } from '../paths.ts'
import { findOffer, type OfferRecord } from '../queries.ts'
import { readOffer } from '../reading.ts'
import { KINDS, percentOf } from '../rules.ts'
import { OfferForm, RecipientParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: RecipientParams, hide: true } as const

/** On what terms it borrows. */
export const offerRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/loans/:recipient/offer', { config, schema }, async (request, reply) =>
    showOffer(app, reply, { recipient: await recipientInCharge(app, request), form: undefined }),
  )
  server.post(
    '/staff/loans/:recipient/offer',
    { config, schema: { ...schema, body: OfferForm }, attachValidation: true },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      return submitted(request, {
        again: (code, form) => showOffer(app, reply.code(code), { recipient, form }),
        work: async () => {
          const terms = readOffer(request.body, { recipient, locale: request.locale })
          await app.database.transact((tx) => setOffer(tx, handOf(app, request), { recipient: recipient.id, terms }))
          return reply.back(paths.offer(recipient.id), 'saved')
        },
      })
    },
  )
}

async function showOffer(
  app: App,
  reply: FastifyReply,
  { recipient, form }: { recipient: RecipientRecord; form: FormState | undefined },
) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const offer = await findOffer(app.database.read, recipient.id)
  const rule = loanRuleFor(recipient, app.now())
  const legal = rule && legalRate(rule.country, app.now())
  const percent = legal === undefined ? '' : formatNumber(locale, percentOf(legal))
  const limits = rule?.allowed
    ? [
        { label: t('loans.months'), value: t('loans.limit-months', { n: rule.months }) },
        { label: t('loans.rate'), value: legal === undefined ? t('law.loan.rate_unknown') : t('loans.limit-rate', { percent }) },
        {
          label: t('loans.limit-total'),
          value: rule.total.of === 'amount' ? sayAmount(locale, rule.total.amount, recipient.currency) : t('loans.limit-ceiling'),
        },
        { label: t('loans.limit-article'), value: rule.article },
      ]
    : []
  const props = {
    t,
    locale,
    title: t('loans.offer-of', { recipient: recipient.name }),
    notice: rule ? (rule.allowed ? undefined : t('law.loan.forbidden')) : t('law.loan.no_rule'),
    limits,
    asksCeiling: rule?.total.of === 'reimbursement_ceiling',
    form: form ?? { values: valuesOf(offer, recipient.currency, locale), errors: {} },
    action: link(paths.offer(recipient.id)),
    kinds: KINDS.map((value) => ({ value, text: t(`loans.kind-${value}`) })),
    back: { href: link(paths.loans(recipient.id)), text: t('loans.back') },
    page: offer?.open ? { href: link(paths.lend(recipient.id)), text: t('loans.see-page') } : undefined,
  }
  return reply.page({ title: props.title, body: <OfferPage {...props} /> })
}

/** Terms as their form shows them. */
function valuesOf(offer: OfferRecord | undefined, currency: string, locale: Locale): Record<string, string> {
  if (!offer) return { rate: '0', kind: 'end', elsewhere: '0' }
  return {
    ...(offer.open ? { open: 'true' } : {}),
    rate: String(percentOf(offer.rate)),
    months: String(offer.months),
    kind: offer.kind,
    least: typeAmount(locale, offer.least, currency),
    ceiling: offer.ceiling === null ? '' : typeAmount(locale, offer.ceiling, currency),
    elsewhere: offer.elsewhere === 0 ? '0' : typeAmount(locale, offer.elsewhere, currency),
    consequences: offer.consequences,
  }
}
