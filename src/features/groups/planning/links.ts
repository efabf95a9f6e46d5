import type { App } from '#platform/app'
import { LINK_HOLDS } from './rules.ts'
import type { SeatId } from './tables.ts'

/** Where somebody answers her invitation, without signing in: what stands in her mail, for her alone. */
export const seatLinks = {
  path: ({ seals, now }: App, seat: SeatId) =>
    `/planned/${seals.sign('planning.seat', seat, new Date(now().getTime() + LINK_HOLDS * 86_400_000))}`,
  open: ({ seals, now }: App, token: string): SeatId | undefined => seals.open('planning.seat', token, now()),
}
