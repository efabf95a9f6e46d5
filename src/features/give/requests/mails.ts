import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf, plainLetter } from '#ui/mail'
import { sayAmount } from '../law/index.ts'
import type { SpendingRecord } from '../spending/index.ts'
import { paths } from './paths.ts'
import type { RequestMailKind } from './queues.ts'
import { texts } from './texts.ts'

type Reader = { given_name: string; locale: Locale; email: string }
type About = { spending: SpendingRecord; kind: RequestMailKind; id: string }

/** What became of a request, to an organiser of the group: part of leading it, so it has nothing to unsubscribe from. */
export function requestLetter(app: App, to: Reader, { spending, kind, id }: About): Mail {
  const { locale } = to
  const t = texts.in(locale)
  const writer = writerIn(app, locale)
  const values = {
    name: to.given_name,
    group: spending.group_name ?? '',
    who: spending.asked_name ?? '',
    words: spending.words,
    amount: sayAmount(locale, spending.amount, spending.currency),
    reason: spending.reason ?? '',
  }
  const path = paths.request(spending.group_id!, spending.id)
  const why = t('requests.mail.why', values)
  return mailOf(plainLetter(writer, { locale, t, key: `requests.mail.${kind}` as const, values, path, why }), {
    to: to.email,
    id,
  })
}
