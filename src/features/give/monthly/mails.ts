import type { App } from '#platform/app'
import { formatDay } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { sayAmount } from '../law/index.ts'
import { links } from './links.ts'
import { chargesOf, type MonthlyRecord } from './queries.ts'
import type { MonthlyMailKind } from './queues.ts'
import { TRIES } from './rules.ts'
import { amountNow, nextDay, riseDay } from './saying.ts'
import { pageTexts } from './texts.ts'

/**
 * What is written to her of one change of a monthly gift, once; undefined: it is not so any more. `step`: names the change.
 */
export async function monthlyLetter(
  app: App,
  plan: MonthlyRecord,
  { kind, step }: { kind: MonthlyMailKind; step: number },
): Promise<Mail | undefined> {
  const { locale, currency, recipient, email, id } = plan
  const day = kind === 'raised' ? riseDay(plan) : nextDay(app, plan)
  // Of who is forgotten nobody knows an address any more.
  if (!email || (kind !== 'stopped' && kind !== 'means' && !day)) return undefined
  const t = pageTexts.in(locale)
  const { url, sender } = writerIn(app, locale)
  const said = (amount: number) => sayAmount(locale, amount, currency)
  const now = amountNow(app, plan)
  const values = {
    name: plan.given_name,
    recipient,
    amount: said(kind === 'raised' ? plan.rise_to! : now),
    before: said(now),
    day: day ? formatDay(locale, day) : '',
    tries: TRIES - plan.failures,
    reason: plan.reason ? t(`monthly.reason-${plan.reason}`) : '',
  }
  const open =
    kind === 'stopped' ? (await chargesOf(app.database.read, id, 1)).find(({ outcome }) => outcome === 'under-way') : undefined
  const other = otherWords(plan, kind)
  const letter = {
    locale,
    subject: t(`monthly.mail.${kind}.subject`, values),
    paragraphs: [
      t(`monthly.mail.${kind}.text`, values),
      ...(kind === 'means' && day ? [t('monthly.mail.next', values)] : []),
      ...(other ? [t(other, values)] : []),
      ...(open ? [t('monthly.under-way', { amount: said(open.amount) })] : []),
    ],
    button: {
      text: t(other ? `monthly.mail.button-${plan.mode === 'debit' ? 'debit' : 'card'}` : 'monthly.mail.button'),
      url: url(links.monthly(app, id)),
    },
    why: t('monthly.mail.why', values),
    sender,
  }
  return mailOf(letter, { to: email, id: `monthly-${kind}-${id}-${step}` })
}

/** Of what a bank refuses, she is told that other means can come in its place; where it has ended for that, it goes on by them. */
function otherWords({ reason }: MonthlyRecord, kind: MonthlyMailKind) {
  if (kind === 'tried') return 'monthly.mail.other' as const
  return kind === 'stopped' && (reason === 'failed' || reason === 'means') ? ('monthly.mail.other-again' as const) : undefined
}
