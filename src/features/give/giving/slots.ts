import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'
import type { Offer } from './commands/give.ts'
import type { DonorId, GiftId } from './tables.ts'

/** A page that belongs to a gift. `path`: of this site, without a language. */
type Beside = { text: string; path: string }

/** A room above that lets a gift come again takes its place here. While there is none, nobody is asked whether it shall. */
export type Rhythm = {
  /** In the transaction that takes the first gift. */
  begin(tx: Tx, app: App, begun: { gift: GiftId; donor: DonorId; offer: Offer }): Promise<void>
  /** The page of what a gift is one of; undefined: it came alone. One query. */
  ofGift(app: App, gift: GiftId, locale: Locale): Promise<Beside | undefined>
}

export const rhythms = defineSlot<Rhythm>('giving.rhythms')
