import type { App } from '#platform/app'
import { formatDay } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { findRecipient } from '../core/index.ts'
import { ruleFor, sayAmount } from '../law/index.ts'
import { links } from './links.ts'
import type { GiftRecord } from './queries/gifts.ts'
import { partsOfLetter } from './letter-parts.ts'
import type { GiftMailKind } from './queues.ts'
import { referenceOf } from './rules.ts'
import { rhythms } from './slots.ts'
import { texts } from './texts.ts'

/** What is written to a donor of one gift, and of nothing else. `step`: names the change, so that each leaves once. */
export async function giftLetter(
  app: App,
  gift: GiftRecord & { email: string },
  { kind, step }: { kind: GiftMailKind; step: number },
): Promise<Mail> {
  const { locale, currency } = gift
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const recipient = (await findRecipient(app.database.read, gift.recipient_id))!
  const day = clockIn(app.movement.current.timeZone, gift.paid_at ?? gift.made_at).day
  const values = {
    name: gift.given_name,
    recipient: gift.recipient,
    movement,
    amount: sayAmount(locale, kind === 'refunded' ? gift.refunded : gift.amount, currency),
    day: formatDay(locale, day),
    reference: referenceOf(gift.number),
    reason: gift.reason ?? '',
    mode: gift.mode,
    iban: recipient.iban ?? '',
    holder: recipient.holder ?? '',
  }
  const beside = kind === 'paid' ? await Promise.all(app.filled(rhythms).map(({ ofGift }) => ofGift(app, gift.id, locale))) : []
  const [again] = beside.flatMap((one) => one ?? [])
  const receipt = kind === 'paid' && ruleFor(recipient, gift.made_at)?.receipt?.self_issued === false
  const parts = await partsOfLetter(app, { gift, kind })
  const led = parts.find(({ button }) => button)?.button
  const letter = {
    locale,
    subject: t(`giving.mail.${kind}.subject`, values),
    paragraphs: [
      t(textOf(gift, kind), values),
      ...parts.flatMap(({ paragraphs }) => paragraphs),
      ...(receipt ? [t('giving.no-receipt')] : []),
    ],
    button: led ? { text: led.text, url: url(led.path) } : { text: t(buttonOf(kind)), url: url(links.gift(app, gift.id)) },
    why: t('giving.mail.why', values),
    ...(again ? { leave: { text: `${again.text}${locale === 'fr' ? '\u00a0:' : ':'}`, url: url(again.path) } } : {}),
    sender,
  }
  return mailOf(letter, { to: gift.email, id: `gift-${kind}-${gift.id}-${step}` })
}

const buttonOf = (kind: GiftMailKind) => (kind === 'accepted' ? 'giving.mail.button-pay' : 'giving.mail.button-see')

/** What went back by another way than it came is told as it was. */
const textOf = ({ otherwise }: GiftRecord, kind: GiftMailKind) =>
  kind === 'refunded' && otherwise > 0 ? ('giving.mail.refunded.otherwise' as const) : (`giving.mail.${kind}.text` as const)
