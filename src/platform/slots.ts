/** A place that rooms above fill for one below, which does not know them. `T` is what one filling gives. */
export type Slot<T> = { name: string; readonly takes?: T }

/** What one filling of a slot gives. */
export type SlotOf<S> = S extends Slot<infer T> ? T : never

/** What a plug puts into a slot. */
export type Filling = { slot: string; gives: unknown }

/** The room that asks declares the slot and publishes it at its door. Names are unique in the program. */
export function defineSlot<T>(name: string): Slot<T> {
  return { name }
}

export function fill<T>(slot: Slot<T>, gives: T): Filling {
  return { slot: slot.name, gives }
}

/** All that was put into the slot, in the order of the rooms. */
export function fillingsOf<T>(slot: Slot<T>, fillings: Filling[]): T[] {
  // Only `fill` makes a filling, and it knew the slot's type.
  return fillings.filter((one) => one.slot === slot.name).map(({ gives }) => gives as T)
}
