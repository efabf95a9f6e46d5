import type { App } from '#platform/app'
import { type Signer, signer } from '#platform/dkim/signer'
import { fill } from '#platform/slots'
import type { Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { writerIn } from '#platform/mail/writing'
import { leavePath, type PersonId } from '#people'
import { composing, type MailingId } from '../sending/index.ts'
import { type Program, render, type Values } from '../writing/index.ts'
import { editionOf } from './queries/editions.ts'
import { fromOf, PURPOSE } from './setting.ts'

type To = { id: PersonId; email: string; given_name: string | null; town: string | null }

/** What a letter may say of its reader. `to`: nobody, where anybody may read it; `mailing`: none yet, while it is a draft. */
export function valuesFor(
  app: App,
  { locale, mailing, sent }: { locale: Locale; mailing: MailingId | undefined; sent: Date },
  to?: To,
): Values {
  const { url, movement } = writerIn(app, locale)
  const leave = to ? url(leavePath(app, to, PURPOSE)) : url('/')
  return {
    first_name: to?.given_name ?? null,
    town: to?.town ?? null,
    movement,
    contact: fromOf(app).address,
    sent_on: clockIn(app.movement.current.timeZone, sent).day,
    'links.unsubscribe': leave,
    'links.preferences': leave,
    'links.browser': mailing ? url(`/letters/${app.seals.sign('letters.read', mailing)}`) : url('/'),
  }
}

/** The same for one person of one mailing each time, and nobody can guess it: a mailbox may drop what it believes to have. */
const messageIdOf = (app: App, mailing: MailingId, person: PersonId): string =>
  app.seals.hash('letters.message', `${mailing}|${person}`).toString('hex').slice(0, 40)

/** How the letters of a mailing are written to each. */
export const letterComposing = fill(composing, async (app, mailing) => {
  const edition = (await editionOf(app.database.read, mailing.id))!
  const sent = mailing.begun_at ?? app.now()
  const from = fromOf(app)
  const host = new URL(app.config.publicUrl).hostname
  const sign = signing(app, sent)
  return ({ person, email, locale, given_name, town }) => {
    const program: Program = edition.programs[locale] ?? edition.programs[edition.main]!
    const values = valuesFor(app, { locale: program.locale, mailing: mailing.id, sent }, { id: person, email, given_name, town })
    const id = messageIdOf(app, mailing.id, person)
    const leave = { post: values['links.unsubscribe']! }
    const letter = render(program, { to: { address: email }, values, messageId: `${id}@${host}`, date: sent, leave })
    return { id, from: from.address, to: email, data: sign ? signed(letter, sign) : letter }
  }
})

/** undefined: whoever takes our letters signs them, or nobody does. */
function signing({ config }: App, at: Date): Signer | undefined {
  return config.dkim && signer({ ...config.dkim, at })
}

function signed(letter: Buffer, sign: Signer): Buffer {
  const end = letter.indexOf('\r\n\r\n')
  const lines = letter.toString('latin1', 0, end).split(/\r\n(?![ \t])/)
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const)
  return Buffer.concat([Buffer.from(sign(headers, letter.subarray(end + 4))), letter])
}
