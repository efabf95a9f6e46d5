import { reached, reachedAt, whyNotReached } from './reaching.ts'
import { stopReaching } from './stopping.ts'

/** What `contact/gate` asks of people: nobody else does, since whoever contacts somebody asks that gate. */
export const reach = {
  /** Of `person`: why she may not be reached, for what is known of her. */
  whyNot: whyNotReached,
  /** Of `person`: that she may; for selecting many. */
  may: reached,
  /** Of `person`: by which address. */
  at: reachedAt,
  /** She says no. */
  stop: stopReaching,
}
