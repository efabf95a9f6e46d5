import { fill } from '#platform/slots'
import { giftPages } from '../treasury/index.ts'
import { parts } from './links.ts'
import { acknowledgementsOf } from './queries/acknowledgements.ts'
import { writeNumber } from './rules.ts'
import { texts } from './texts.ts'

/** From the treasurer's page of a gift to the paper that says that it came. */
export const acknowledgementOnDesk = fill(giftPages, {
  pageOf: async (app, { gift, locale }) => {
    const [last] = await acknowledgementsOf(app.database.read, gift.id)
    if (!last) return undefined
    const t = texts.in(locale)
    const number = writeNumber(last)
    const key = last.cancelled_at ? 'receipts.desk-cancelled' : 'receipts.desk-paper'
    return { path: parts.desk(last.recipient_id, gift.id), text: t(key, { number }) }
  },
})
