import { fill } from '#platform/slots'
import { mineParts, rhythms } from '../giving/index.ts'
import { sayAmount } from '#platform/money'
import { beginMonthly } from './commands/begin.ts'
import { links } from './links.ts'
import { monthliesOf, monthlyOf } from './queries.ts'
import { amountNow, leadOf } from './saying.ts'
import { pageTexts, texts } from './texts.ts'

/** A gift may come again each month. */
export const eachMonth = fill(rhythms, {
  begin: beginMonthly,
  ofGift: async (app, gift, locale) => {
    const of = await monthlyOf(app.database.read, gift)
    return of && { text: texts.in(locale)('monthly.of-gift'), path: links.monthly(app, of.monthly_id) }
  },
})

/** On the page of all that a mailbox gave: what comes again. */
export const mine = fill(mineParts, {
  partOf: async (app, { mailbox, locale }) => {
    const t = pageTexts.in(locale)
    const plans = await monthliesOf(app.database.read, mailbox)
    if (plans.length === 0) return undefined
    const lines = plans.map((plan) => ({
      id: plan.id,
      title: t('monthly.each', { amount: sayAmount(locale, amountNow(app, plan), plan.currency), recipient: plan.recipient }),
      text: leadOf(app, { t, locale, plan, proved: true }),
      links: [{ text: t('monthly.see'), path: links.monthly(app, plan.id) }],
    }))
    return { title: t('monthly.of-mailbox'), lines }
  },
})
