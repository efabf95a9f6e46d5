import type { App } from '#platform/app'
import type { Id } from '#platform/db/id'
import { formatDay, type Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { sayAmount } from '#platform/money'
import { mailOf, plainLetter } from '#ui/mail'
import type { DonorId } from '../giving/index.ts'
import { links } from './links.ts'
import { sumsOf } from './papers.ts'
import { type AcknowledgementRecord, yearOf } from './queries/acknowledgements.ts'
import { donorsOfLetter, localeOf } from './queries/letters.ts'
import { writeNumber } from './rules.ts'
import { texts } from './texts.ts'

/** An acknowledgement once more. */
export function acknowledgementLetter(app: App, record: AcknowledgementRecord, n: number): Mail {
  const { said, amount, currency } = record
  const { locale } = said
  const t = texts.in(locale)
  const values = {
    name: record.given_name,
    number: writeNumber(record),
    amount: sayAmount(locale, amount, currency),
    recipient: said.recipient,
    day: formatDay(locale, said.day),
  }
  const key = n === 0 ? 'receipts.mail.won' : 'receipts.mail.again'
  const path = links.acknowledgement(app, record.id)
  const letter = plainLetter(writerIn(app, locale), { locale, t, key, values, path, why: t('receipts.mail.why') })
  return mailOf(letter, { to: record.email!, id: `acknowledgement-${record.id}-${n}` })
}

/** What came in a year from those who share a mailbox, each apart; undefined where nothing of it is left, or nobody may be written to. */
export async function yearLetter(
  app: App,
  { letter: id, year }: { letter: Id<'gift-letter'>; year: number },
): Promise<Mail | undefined> {
  const { read } = app.database
  const donors = await donorsOfLetter(read, id)
  const [first] = donors
  if (!first?.email) return undefined
  const locale = await localeOf(read, first.id)
  const t = texts.in(locale)
  const each = await Promise.all(
    donors.map(async ({ id: donor, given_name, family_name }) => ({
      name: `${given_name} ${family_name}`,
      records: await yearOf(read, { donor, year }),
    })),
  )
  const left = each.filter(({ records }) => records.length > 0)
  if (left.length === 0) return undefined
  const { url, sender, movement } = writerIn(app, locale)
  const letter = {
    locale,
    subject: t('receipts.mail.year.subject', { year: String(year), movement }),
    paragraphs: [
      t('receipts.mail.year.text', { year: String(year), movement }),
      ...left.map(({ name, records }) => t('receipts.mail.year.of', { name, sums: sumsSaid(locale, records) })),
      t('receipts.no-certificate'),
    ],
    button: { text: t('receipts.mail.year.button'), url: url(links.mine(app, first.id, first.made_at)) },
    why: t('receipts.mail.why'),
    sender,
  }
  return mailOf(letter, { to: first.email, id: `gift-year-${id}` })
}

const sumsSaid = (locale: Locale, records: AcknowledgementRecord[]): string =>
  sumsOf(records)
    .map(({ recipient, currency, sum }) => `${recipient} ${sayAmount(locale, sum, currency)}`)
    .join(' · ')

/** The link to all gifts of a mailbox, for who asked. `at`: when, so that each asking is one letter. */
export async function mineLetter(app: App, { donor, email, at }: { donor: DonorId; email: string; at: string }): Promise<Mail> {
  const locale = await localeOf(app.database.read, donor)
  const t = texts.in(locale)
  const path = links.mine(app, donor, new Date(at))
  const letter = plainLetter(writerIn(app, locale), {
    locale,
    t,
    key: 'receipts.mail.mine',
    values: {},
    path,
    why: t('receipts.mail.why'),
  })
  return mailOf(letter, { to: email, id: `gifts-of-${donor}-${Date.parse(at)}` })
}
