import type { Count } from '#recipes'
import types from './data/types.json' with { type: 'json' }

/** What kind of event: data, so that a movement adds its own in `data/types.json` and in the messages. */
export type EventType = {
  id: string
  /** Who may hold one: any supporter, an organiser of a group, or staff. */
  who: 'supporter' | 'organiser' | 'staff'
  /** Falls under the silence around votes, unless whoever holds it says otherwise. */
  campaign: boolean
  /** How it is done. */
  recipe: string | null
  /** What its report tells in numbers. */
  counts: Count[]
}

// Read from JSON, words are texts to the compiler.
export const TYPES = types as EventType[]
export const TYPE_IDS = TYPES.map(({ id }) => id)

export function typeOf(id: string): EventType {
  return TYPES.find((type) => type.id === id) ?? TYPES.at(-1)!
}
