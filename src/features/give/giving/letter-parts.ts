import type { App } from '#platform/app'
import { defineSlot } from '#platform/slots'
import type { GiftRecord } from './queries/gifts.ts'
import type { GiftMailKind } from './queues.ts'

/** What a room above adds to a letter about a gift. `button`: instead of the one that leads to the gift. */
export type LetterPart = { paragraphs: string[]; button?: { text: string; path: string } }

/** Asked when the letter is written, outside of any transaction. */
type Adding = { partOf(app: App, about: { gift: GiftRecord; kind: GiftMailKind }): Promise<LetterPart | undefined> }

export const letterParts = defineSlot<Adding>('giving.letter-parts')

/** All that rooms above add. */
export async function partsOfLetter(app: App, about: { gift: GiftRecord; kind: GiftMailKind }): Promise<LetterPart[]> {
  const parts = await Promise.all(app.filled(letterParts).map((one) => one.partOf(app, about)))
  return parts.filter((part) => part !== undefined)
}
