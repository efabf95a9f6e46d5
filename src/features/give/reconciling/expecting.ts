import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Handle, Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { defineSlot } from '#platform/slots'
import type { RecipientId } from '../core/index.ts'
import { arriveByBank, type AwaitedGift, awaitedBy, findAwaited, giftTexts, returnArrival, takeArrival } from '../giving/index.ts'
import type { Brings } from './states.ts'

/** Where something stands that somebody promised to transfer: `late` is awaited no more; of what is `gone` the money came and went back. */
type Standing = 'awaited' | 'came' | 'late' | 'gone'

/** What somebody promised to transfer, or transferred. `state`: in the words of its room. */
export type Expected = {
  kind: Brings
  id: string
  reference: string
  amount: number
  currency: string
  name: string
  standing: Standing
  state: string
}

type Sought = { ids?: readonly string[]; words?: string; limit?: number }
/** `at`: a moment of the day on which the bank booked it. */
type Arrival = { id: string; amount: number; at: Date }
/** The bank took it back (`lost`), it was sent back (`refunded`), or it was taken for this in error (`promised`). */
type Back = { id: string; to: 'lost' | 'refunded' | 'promised'; at: Date; by: AccountId | undefined }

/** What a room has come over the bank, and what it does when it came. */
export type Expecting = {
  kind: Brings
  sayState(locale: Locale, state: string): string
  /** All transfers that were promised to a recipient, in whatever state; one query. */
  all(handle: Handle, recipient: RecipientId): Promise<Expected[]>
  /** Those of these ids, or that a treasurer looks for by a name, an address or a reference. */
  find(handle: Handle, recipient: RecipientId, sought: Sought): Promise<Expected[]>
  /** What is awaited of exactly that amount came: each once, under lock. Gives those that came. */
  arrive(tx: Tx, app: App, told: { arrivals: readonly Arrival[]; by: AccountId | undefined }): Promise<Set<string>>
  /** The treasurer says that it came. Throws Conflict where it may not come so. */
  take(tx: Tx, app: App, arrival: Arrival & { hand: Hand }): Promise<void>
  /** What had come is not there any more; of what has not come nothing changes. Throws Conflict where others count on it already. */
  goBack(tx: Tx, app: App, back: Back): Promise<void>
}

/** Rooms above giving that have something come over the bank. */
export const expecting = defineSlot<Expecting>('reconciling.expecting')

export const expectingIn = (app: App): Expecting[] => [gifts, ...app.filled(expecting)]

export const expectingOf = (app: App, kind: Brings): Expecting => expectingIn(app).find((one) => one.kind === kind)!

const gifts: Expecting = {
  kind: 'gift',
  sayState: (locale, state) => ofAnyKey(giftTexts.in(locale))(`giving.state-${state}`),
  all: async (handle, recipient) => (await awaitedBy(handle, recipient)).map(expectedGift),
  find: async (handle, recipient, sought) => (await findAwaited(handle, recipient, sought)).map(expectedGift),
  arrive: (tx, app, { arrivals, by }) =>
    arriveByBank(tx, app, { arrivals: arrivals.map(({ id, ...rest }) => ({ gift: id, ...rest })), by }),
  take: (tx, app, { id, ...arrival }) => takeArrival(tx, app, { gift: id, ...arrival }),
  goBack: async (tx, app, { id, ...back }) => void (await returnArrival(tx, app, { gift: id, ...back })),
}

function expectedGift({ id, reference, amount, currency, name, state }: AwaitedGift): Expected {
  const standing =
    state === 'promised' ? 'awaited' : state === 'paid' ? 'came' : state === 'expired' || state === 'cancelled' ? 'late' : 'gone'
  return { kind: 'gift', id, reference, amount, currency, name, standing, state }
}
