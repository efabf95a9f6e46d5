import type { App } from '#platform/app'
import { formatDay } from '#platform/i18n/locales'
import { addDays, clockIn } from '#platform/i18n/moments'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { findRecipient } from '../core/index.ts'
import { sayAmount } from '../law/index.ts'
import { zoneOf } from './describing.ts'
import { links } from './links.ts'
import type { DueRecord } from './queries/dues.ts'
import type { MemberRecord } from './queries/members.ts'
import { findScale } from './queries/scales.ts'
import type { DueMailKind } from './queues.ts'
import { dueReference, type Reminder } from './rules.ts'
import { texts } from './texts.ts'

/** What is written to a member of one due. `step`: names the change, so that each leaves once. */
export async function dueLetter(
  app: App,
  due: DueRecord & { email: string },
  { kind, step }: { kind: DueMailKind; step: number },
): Promise<Mail> {
  const { locale, currency } = due
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const recipient = (await findRecipient(app.database.read, due.recipient_id))!
  const dayOf = (day: string | null) => (day === null ? '' : formatDay(locale, day))
  const values = {
    name: due.given_name,
    recipient: due.recipient,
    movement,
    amount: sayAmount(locale, kind === 'refunded' ? due.refunded : due.amount, currency),
    day: dayOf(clockIn(zoneOf(app, due), due.paid_at ?? due.made_at).day),
    until: dayOf(due.until_on),
    reference: dueReference(due.number),
    reason: due.reason ?? '',
    mode: due.mode,
    iban: recipient.iban ?? '',
    holder: recipient.holder ?? '',
  }
  const letter = {
    locale,
    subject: t(`dues.mail.${kind}.subject`, values),
    paragraphs: [t(`dues.mail.${kind}.text`, values)],
    button: { text: t(`dues.mail.button-${kind === 'accepted' ? 'pay' : 'see'}`), url: url(links.due(app, due.id)) },
    why: t('dues.mail.why', values),
    sender,
  }
  return mailOf(letter, { to: due.email, id: `due-${kind}-${due.id}-${step}` })
}

/** A polite word about the end of a term, with the page where she renews or stops. */
export async function reminderLetter(
  app: App,
  member: MemberRecord & { email: string },
  { kind, until }: { kind: Reminder; until: string },
): Promise<Mail> {
  const { locale } = member
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const grace = (await findScale(app.database.read, member.recipient_id))?.grace_days ?? 0
  const values = {
    name: member.given_name,
    recipient: member.recipient,
    movement,
    until: formatDay(locale, until),
    lapses: formatDay(locale, addDays(until, grace)),
  }
  const letter = {
    locale,
    subject: t(`dues.reminder.${kind}.subject`, values),
    paragraphs: [t(`dues.reminder.${kind}.text`, values), t('dues.reminder.stop')],
    button: { text: t('dues.reminder.button'), url: url(links.renewal(app, member.id)) },
    why: t('dues.reminder.why', values),
    sender,
  }
  return mailOf(letter, { to: member.email, id: `dues-${kind}-${member.id}-${until}` })
}
