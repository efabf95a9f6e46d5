import type { App } from '#platform/app'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { sayAmount } from '../law/index.ts'
import { paths } from './paths.ts'
import { texts } from './texts.ts'

export type TakenBack = {
  gift: string
  recipient: { id: string; name: string; filed_at: Date | null }
  state: 'disputed' | 'lost' | 'refunded'
  amount: number
  currency: string
}

/** A bank or a provider took money back: an officer is told, without a donor's name. */
export function takenBackLetter(app: App, taken: TakenBack, { to, id }: { to: string; id: string }): Mail {
  const { locale } = app.movement.current
  const t = texts.in(locale)
  const { url, sender } = writerIn(app, locale)
  const { gift, recipient, state, amount, currency } = taken
  const values = { recipient: recipient.name, amount: sayAmount(locale, amount, currency), state }
  const letter = {
    locale,
    subject: t('accounting.mail.subject', values),
    paragraphs: [t('accounting.mail.text', values), ...(recipient.filed_at ? [t('accounting.mail.filed')] : [])],
    button: { text: t('accounting.mail.button'), url: url(paths.gift(recipient.id, gift)) },
    why: t('accounting.mail.why', values),
    sender,
  }
  return mailOf(letter, { to, id })
}
