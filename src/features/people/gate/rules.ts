import { clockIn } from '#platform/i18n/moments'
import { type Channel, pointKindOf, type Purpose } from '../ledger/index.ts'

/** What somebody would reach her for, by what, and when. `selecting`: whom it reaches, or what it says, is chosen by what is known of people. */
export type Contact = { purpose: Purpose; channel: Channel; now: Date; selecting?: boolean }

/** Whether the consent to be selected is needed. */
export const selects = ({ purpose, selecting = false }: Contact): boolean => selecting || purpose.selects

/** Why she may not be reached; the first of these that is so, in this order. */
export type Reason =
  | 'no-contact' // the purpose does not reach anybody by this
  | 'restricted' // GDPR art. 18
  | 'paused' // she asked for silence
  | 'never-agreed'
  | 'withdrawn'
  | 'outdated' // she is to be asked again
  | 'not-for-selection' // nothing is chosen for her by what is known of her
  | 'no-address' // none that is hers
  | 'bad-address' // all are known to be bad
  | 'left-alone' // all that are good are on the list

/** An address or a number of hers. `leftAlone`: the list holds it for this purpose now, or nobody looked yet. */
type Reachable = { kind: 'email' | 'phone'; claimed: boolean; quality: string; leftAlone: boolean }

/** All that is known of her. `said`: her last word on the purpose and channel; `pausedUntil`: the last day (YYYY-MM-DD) of her pause. */
export type Known = {
  restricted: boolean
  pausedUntil: string | null
  said: { action: 'given' | 'withdrawn'; at: Date } | undefined
  /** She told of herself, by her own act, and her last word on being selected, by this channel, is yes. */
  selectable: boolean
  points: Reachable[]
}

/** A pause is over when its last day is over everywhere: twelve hours behind Greenwich. */
export const LAST_ZONE = 'Etc/GMT+12'

/** Why she may not be reached for this, by this, now; null: she may. The same as `whyNotReached` says of a row. */
export function whyNot({ restricted, pausedUntil, said, selectable, points }: Known, contact: Contact): Reason | null {
  const { purpose, channel, now } = contact
  const kind = purpose.channels.includes(channel) && !purpose.each ? pointKindOf(channel) : null
  if (kind === null) return 'no-contact'
  if (restricted) return 'restricted'
  if (pausedUntil !== null && pausedUntil >= clockIn(LAST_ZONE, now).day) return 'paused'
  if (!said) return 'never-agreed'
  if (said.action === 'withdrawn') return 'withdrawn'
  if (purpose.renewed !== null && monthsAfter(said.at, purpose.renewed) <= now) return 'outdated'
  if (selects(contact) && !selectable) return 'not-for-selection'
  return whyNotAt(points.filter((point) => point.kind === kind && !point.claimed))
}

function whyNotAt(hers: Reachable[]): Reason | null {
  if (hers.length === 0) return 'no-address'
  const good = hers.filter(({ quality }) => quality !== 'bad' && quality !== 'bouncing')
  if (good.length === 0) return 'bad-address'
  return good.every(({ leftAlone }) => leftAlone) ? 'left-alone' : null
}

/** That many months later, by Greenwich; where a month has no such day, its last. */
export function monthsAfter(moment: Date, months: number): Date {
  const later = new Date(moment)
  later.setUTCDate(1)
  later.setUTCMonth(moment.getUTCMonth() + months)
  const last = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate()
  later.setUTCDate(Math.min(moment.getUTCDate(), last))
  return later
}
