import type { App } from '#platform/app'
import { Conflict, Invalid } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { normaliseEmail } from '#platform/text/email'
import { normalisePhone } from '#platform/text/phone'
import { hashOf, mailboxHashOf, type PersonId } from '#people'
import { findTown, type Town } from '#territories'
import type { Asking } from './commands/ask.ts'
import type { Holding } from './commands/hold.ts'
import { mayHold } from './rules.ts'
import type { Made } from './tables.ts'
import { aheadIn, limitFor, stationOf, toldOf, votingAt } from './voting.ts'

type Where = { vote: string; where: string; station?: string | undefined; phone: string }
type AskedForm = Where & { given_name: string; made: Made }
type HoldForm = Where & { km: string; takes: string; held_home: string; held_abroad: string }
type Who = { person: PersonId | null; email: string | null; locale: Locale }

/** What both forms say: the vote in that town, the station, the number. Throws Invalid, or Conflict where we have not read the law. */
async function readWhere(app: App, { vote, where, station, phone }: Where) {
  const found = findTown(app, where)
  if ('error' in found) throw new Invalid({ where: found.error })
  const { town } = found
  const ahead = (await aheadIn(app, town)).find(({ election }) => election === vote)
  if (!ahead) throw new Invalid({ vote: 'proxies.form.no-vote' })
  const limit = limitFor(ahead)
  if (!limit) throw new Conflict('roll.unknown')
  const number = normalisePhone(phone, town.country)
  if (!number) throw new Invalid({ phone: 'form.format.phone' })
  if (station && !stationOf(station)) throw new Invalid({ station: 'proxies.form.station-wrong' })
  return { town, ahead, limit, at: votingAt(town, stationOf(station)), phone: number, phone_hash: hashOf(app)(number) }
}

export async function readAsking(app: App, form: AskedForm, { person, email, locale }: Who): Promise<Asking & { town: Town }> {
  const { town, ahead, at, phone, phone_hash } = await readWhere(app, form)
  const mailbox = email ? { email: normaliseEmail(email), hash: mailboxHashOf(app)(normaliseEmail(email)) } : null
  const said = { given_name: form.given_name.trim(), made: form.made, locale, phone, phone_hash, mailbox }
  return { election: ahead.election, person, ...said, at, ...toldOf(ahead), town }
}

export async function readHolding(
  app: App,
  form: HoldForm,
  { person, email }: { person: PersonId; email: string },
): Promise<Holding> {
  const { ahead, limit, at, phone, phone_hash } = await readWhere(app, form)
  const held = { home: Number(form.held_home), abroad: Number(form.held_abroad) }
  if (!mayHold(limit, held)) throw new Invalid({ held_home: 'proxies.hold.limit' })
  const mailbox_hash = mailboxHashOf(app)(normaliseEmail(email))
  const said = { km: Number(form.km), takes: Number(form.takes), held, limit, told_on: ahead.vote_on }
  return { election: ahead.election, person, phone, phone_hash, mailbox_hash, at, ...said }
}
