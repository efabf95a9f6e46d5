/** Places that are left: of the event, and of each of its roles. Infinity: as many as come. */
export type Room = { free: number; roles: ReadonlyMap<string, number> }

type Wish = { seats: number; role_id: string | null }

/** Places left of a capacity; null means as many as come. */
export function freeOf({ capacity, taken }: { capacity: number | null; taken: number }): number {
  return capacity === null ? Infinity : Math.max(0, capacity - taken)
}

/**
 * Who of those who ask gets a place, in the order of asking: true where her places fit into what those before her left. Who needs more than there is
 * is passed over, so that no place stays empty for her sake. A role that is gone has no room.
 */
export function seat(room: Room, wishes: readonly Wish[]): boolean[] {
  let free = room.free
  const roles = new Map(room.roles)
  return wishes.map(({ seats, role_id }) => {
    const left = role_id === null ? Infinity : (roles.get(role_id) ?? 0)
    if (seats > free || seats > left) return false
    free -= seats
    if (role_id !== null) roles.set(role_id, left - seats)
    return true
  })
}
