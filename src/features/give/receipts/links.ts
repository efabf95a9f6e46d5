import type { App } from '#platform/app'
import type { DonorId } from '../giving/index.ts'
import type { AcknowledgementId } from './tables.ts'

const DAY = 86_400_000
/** How long the link to all gifts of a mailbox opens: what one mail shows of one gift is for ever, of all for a while. */
const OPEN_FOR = 30 * DAY

export const MINE = '/me/gifts'

/** What stands in letters: who has the letter has the mailbox. */
export const links = {
  acknowledgement: ({ seals }: App, id: AcknowledgementId) =>
    `/give/acknowledgements/${seals.sign('receipts.acknowledgement', id)}`,
  openAcknowledgement: ({ seals, now }: App, token: string): AcknowledgementId | undefined =>
    seals.open('receipts.acknowledgement', token, now()),
  mine: ({ seals, now }: App, donor: DonorId, from: Date = now()) =>
    `/give/mine/${seals.sign('receipts.mine', donor, new Date(from.getTime() + OPEN_FOR))}`,
  openMine: ({ seals, now }: App, token: string): DonorId | undefined => seals.open('receipts.mine', token, now()),
}

/** Where a page of somebody's gifts has its parts. `base`: `/me/gifts`, or the link of a mail. */
export const parts = {
  year: (base: string, { donor, year }: { donor: DonorId; year: number }) => `${base}/years/${year}/${donor}`,
  desk: (recipient: string, gift: string) => `/staff/acknowledgements/${recipient}/${gift}`,
  paper: (base: string) => `${base}/paper.pdf`,
  again: (base: string) => `${base}/again`,
} as const
