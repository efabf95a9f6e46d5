/** How long an invitation holds, in days: one for a mailbox, and a link on paper. */
export const INVITED_FOR = { mail: 14, link: 90 }

const DAY = 86_400_000
/** Groups to which somebody may come, or ask to, in a day of 24 hours: neighbours look at one or two. */
export const MOST_A_DAY = 3
/** Days before somebody who left a group comes back by herself. */
const REST = 7

export const dayBefore = (now: Date): Date => new Date(now.getTime() - DAY)
/** From when on leaving counts; what was before is forgotten. */
export const restBefore = (now: Date): Date => new Date(now.getTime() - REST * DAY)

/** Why somebody cannot come by her own hand, by the key of a text; undefined: she can. `left`: when she left that group last. */
export function whyNotCome({ came, left }: { came: number; left: Date | null }, now: Date): string | undefined {
  if (left && left > restBefore(now)) return 'joining.join.rest'
  return came >= MOST_A_DAY ? 'joining.join.many' : undefined
}
