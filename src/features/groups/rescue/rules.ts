/** Below it a group looks for others; and the days after which its organisers are told so. */
export const FEWEST = 3
export const TOLD_AFTER = 30
/** What two groups that become one may be together: it need not divide at once. */
export const MOST_TOGETHER = 12
/** Neighbours whom a group may ask at a time and how far away they live, in kilometres; and the days until it, or another group, may ask again. */
export const CALLED = { most: 40, within: 15, groupAgain: 30, personAgain: 90 }

export function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000)
}

/** Days for which a group that was just founded, or has just moved, writes to nobody: else anyone has the movement mail what she calls her group, wherever she likes. */
const NEW_FOR = 7

/** Whether a group may write to its neighbours. Who has charge of its territory, and has seen it, spares it the time after it was founded. */
export function mayCall(
  { created_at, moved_at, vouched_at }: { created_at: Date; moved_at: Date | null; vouched_at: Date | null },
  now: Date,
): boolean {
  const lately = daysAgo(now, NEW_FOR)
  return (vouched_at !== null || created_at <= lately) && (moved_at === null || moved_at <= lately)
}

/** Why one group cannot come into another, by the key of a text; undefined: it can. */
export function whyNotMerged(from: { size: number }, into: { size: number }): string | undefined {
  if (from.size >= FEWEST) return 'rescue.merge.large'
  return from.size + into.size > MOST_TOGETHER ? 'rescue.merge.many' : undefined
}
