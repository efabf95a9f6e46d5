import type { App } from '#platform/app'
import type { Mail } from '#platform/mail/mail'
import { ofAnyKey } from '#platform/i18n/texts'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { hands } from './independence.ts'
import type { ToldAlert, ToldApproval } from './queries/warnings.ts'
import { texts } from './texts.ts'

type To = { to: string; id: string }

/** Something needs, or has, a second person: who asks, who allowed it, and by whose hands both came. */
export function approvalLetter(app: App, { step, kind, about, asker, giver, bonds, emails }: ToldApproval, mail: To): Mail {
  const { locale } = app.movement.current
  const { url, movement, sender } = writerIn(app, locale)
  const t = texts.in(locale)
  const values = { kind, asker, giver: giver ?? '', movement }
  const letBy = hands(bonds.ties).map(([made, maker]) =>
    t('staff.warning.hand', { made: emails.get(made) ?? made, maker: emails.get(maker) ?? maker }),
  )
  const paragraphs = [
    t(`staff.warning.${step}.text`, values),
    ...(about ? [t('staff.warning.what', { about })] : []),
    letBy.length > 0 ? letBy.join(' ') : t('staff.warning.no-hand', { both: giver ? 'yes' : 'no' }),
    ...(bonds.few ? [t('staff.approval.few')] : []),
  ]
  const button = { text: t('staff.warning.approvals'), url: url('/staff/approvals') }
  const subject = t(`staff.warning.${step}.subject`, values)
  return mailOf({ locale, subject, paragraphs, button, why: t('staff.warning.why', values), sender }, mail)
}

/** Something unusual was seen. `kind` as the page of alerts says it. */
export function alertLetter(app: App, { kind, count, actor }: ToldAlert, mail: To): Mail {
  const { locale } = app.movement.current
  const { url, movement, sender } = writerIn(app, locale)
  const t = texts.in(locale)
  const letter = {
    locale,
    subject: t('staff.warning.alert.subject', { movement }),
    paragraphs: [t('staff.warning.alert.text', { who: actor, what: ofAnyKey(t)(`staff.alert.${kind}`, { count }) })],
    button: { text: t('staff.warning.alerts'), url: url('/staff/alerts') },
    why: t('staff.warning.why', { movement }),
    sender,
  }
  return mailOf(letter, mail)
}
