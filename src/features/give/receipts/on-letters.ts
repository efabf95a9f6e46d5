import { fill } from '#platform/slots'
import { letterParts } from '../giving/index.ts'
import { settle } from './commands/settle.ts'
import { links } from './links.ts'
import { acknowledgementsOf } from './queries/acknowledgements.ts'
import { writeNumber } from './rules.ts'
import { texts } from './texts.ts'

/**
 * What a letter of thanks, or of money that went back, says of the acknowledgement. Settled first: the letter may leave before the job that settles, and both
 * may. Its paper is led to and not attached: a file with a name and a gift to a party would lie in the mailbox for ever, read by whoever filters mail, and
 * go on saying that the gift came after it went back; filters take letters with files for what they are not, and each try would carry it again.
 */
export const acknowledgementInLetter = fill(letterParts, {
  partOf: async (app, { gift, kind }) => {
    if (kind !== 'paid' && kind !== 'refunded') return undefined
    await app.database.transact((tx) => settle(tx, app, [gift.id]))
    const [last] = await acknowledgementsOf(app.database.read, gift.id)
    if (!last) return undefined
    const t = texts.in(gift.locale)
    const number = writeNumber(last)
    if (kind === 'paid' && last.cancelled_at) return undefined
    const replaced = last.said.replaces
    const paragraph =
      kind === 'paid'
        ? t('receipts.letter', { number })
        : last.cancelled_at
          ? t('receipts.letter-cancelled', { number })
          : t('receipts.letter-replaced', { number, old: replaced ?? '' })
    return {
      paragraphs: [paragraph],
      button: { text: t('receipts.letter-button'), path: links.acknowledgement(app, last.id) },
    }
  },
})
