/** A mandate, as it ties who holds it to who gave it. `given_by`: null when it came with the set-up. `more`: its holder could allow as much before: it lets nobody in, and ties nobody. `allows`: it lets its holder allow what others ask, today. */
export type Tie = { account: string; given_by: string | null; starts_at: Date; allows: boolean; first: boolean; more: boolean }

/** Why somebody is no second person for another; undefined: he is one. */
export type Bond = 'self' | 'no-mandate' | 'made' | 'common' | 'young' | undefined

const DAY = 24 * 60 * 60 * 1000
/** How long a mandate has lasted before it counts: an alert has been read by then. */
export const SETTLED = 7 * DAY
/** How long who was let in is taken for whom let him in to lean on. */
const LEANING = 90 * DAY

/** `ties`: those of both accounts, and of all who gave them. `few`: nobody has held his mandate for long enough yet. */
export type Bonds = { ties: Tie[]; few: boolean; now: Date }

/**
 * Whether two accounts may be two persons where one asks and the other allows. Nobody can see who is behind a mailbox: what the journal
 * of mandates shows is who let whom in. So neither let the other in, by however many hands; nobody else let both in lately; and both have
 * been there for a week. The two who began are excepted: each other they know, and at first whom they let in is everybody.
 */
export function bondOf({ asks, allows }: { asks: string; allows: string }, { ties, few, now }: Bonds): Bond {
  if (asks === allows) return 'self'
  const held = ties.filter((tie) => tie.account === allows && tie.allows)
  if (held.length === 0) return 'no-mandate'
  const began = new Set(ties.flatMap(({ account, first }) => (first ? [account] : [])))
  const begun = began.has(asks) && began.has(allows)
  if (!begun && isTied(asks, allows, ties)) return 'made'
  const common = latelyBy(asks, { ties, now }).intersection(latelyBy(allows, { ties, now }))
  const both = isBeginning(ties, now) ? common.difference(began) : common
  if (both.size > 0) return 'common'
  const young =
    !lasts(held, now) ||
    !lasts(
      ties.filter(({ account }) => account === asks),
      now,
    )
  return young && !(few && !isTied(asks, allows, ties)) ? 'young' : undefined
}

/** Everybody by whose hands an account was let in. */
function makersOf(account: string, ties: Tie[]): Set<string> {
  const makers = new Set<string>()
  const open = [account]
  for (let one = open.pop(); one !== undefined; one = open.pop())
    for (const { given_by } of ties.filter((tie) => tie.account === one && !tie.more))
      if (given_by !== null && !makers.has(given_by)) {
        makers.add(given_by)
        open.push(given_by)
      }
  return makers
}

/** Everybody by whose hands an account was let in, as far as it was lately. */
function latelyBy(account: string, { ties, now }: Pick<Bonds, 'ties' | 'now'>): Set<string> {
  const since = now.getTime() - LEANING
  return makersOf(
    account,
    ties.filter((tie) => tie.account !== account || tie.starts_at.getTime() > since),
  )
}

/** Whether the movement was set up so lately that everybody has come by those who began. */
const isBeginning = (ties: Tie[], now: Date) =>
  ties.some(({ given_by }) => given_by === null) &&
  !ties.some(({ given_by, starts_at }) => given_by === null && starts_at.getTime() <= now.getTime() - LEANING)

const isTied = (one: string, other: string, ties: Tie[]) => makersOf(one, ties).has(other) || makersOf(other, ties).has(one)

/** Who let in whom: pairs of the one let in and the one who did. Of the set-up, nobody did. */
export function hands(ties: Tie[]): [made: string, maker: string][] {
  const pairs = new Map<string, [string, string]>()
  for (const { account, given_by, more } of ties) if (given_by && !more) pairs.set(`${account} ${given_by}`, [account, given_by])
  return [...pairs.values()]
}

export const isSettled = (starts_at: Date, now: Date) => now.getTime() - starts_at.getTime() >= SETTLED

const lasts = (ties: Tie[], now: Date) => ties.some(({ starts_at }) => isSettled(starts_at, now))
