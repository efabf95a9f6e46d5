import type { App } from '#platform/app'
import type { GiftId } from './tables.ts'

/** The page of one gift: what stands in its mails, and where the provider sends her back to. */
export const links = {
  gift: ({ seals }: App, gift: GiftId) => `/give/gifts/${seals.sign('giving.gift', gift)}`,
  openGift: ({ seals, now }: App, token: string): GiftId | undefined => seals.open('giving.gift', token, now()),
}
