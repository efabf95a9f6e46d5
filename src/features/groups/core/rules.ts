import type { How, Role } from './tables.ts'

/** "A size where everyone has a place": above it a group divides; while it does, a few more may come in. */
const FULL = 12
const MOST = 16
const FEWEST = 3
/** Groups that one may lead, so that nobody collects them; and belong to. */
export const MOST_LED = 2
export const MOST_JOINED = 5
/**
 * Days after which somebody who let herself in sees the others: time for a group to look at who came, and too long for who wants to read all groups.
 * Decision 18.
 */
const NEW_FOR = 3
/** Ways of coming in by one's own hand. A link for paper passes from hand to hand. */
const OWN_HAND: readonly How[] = ['site', 'link']

/** Days without anything after which a group is taken for asleep. */
const DORMANT_AFTER = 60

const DAY = 86_400_000

/** What a group may be about besides its place. Texts: `groups.theme-…`. */
export const THEMES = [
  'democracy',
  'sharing',
  'ecology',
  'work',
  'health',
  'education',
  'culture',
  'peace',
  'europe',
  'youth',
] as const
export type GroupState = 'forming' | 'active' | 'over' | 'dormant' | 'closed'

type Life = { size: number; last_active_at: Date; closed_at: Date | null }

/** What a group is at a moment. It follows from its figures, so that no job has to turn it over. */
export function stateOf({ size, last_active_at, closed_at }: Life, now: Date): GroupState {
  if (closed_at) return 'closed'
  if (size > FULL) return 'over'
  if (now.getTime() - last_active_at.getTime() > DORMANT_AFTER * DAY) return 'dormant'
  return size < FEWEST ? 'forming' : 'active'
}

/** How many more it can welcome before it is full. */
export function roomOf(size: number): number {
  return Math.max(0, FULL - size)
}

/** Days for which a group that went to another town is told nothing of who offers help: nobody moves a window over the map. */
const CLOSED_BY_MOVE = 7

type Living = { confirmed: number; vouched_at: Date | null; moved_at: Date | null }

/**
 * Whether who leads a group may look who offers help around it. "Organiser" is a title that one gives oneself: the group lives by as many confirmed members as
 * make one, or somebody in charge of its territory knows it. `confirmed`: members who confirmed their signature.
 */
export function isTrusted({ confirmed, vouched_at, moved_at }: Living, now: Date): boolean {
  if (moved_at && now < inDays(moved_at, CLOSED_BY_MOVE)) return false
  return vouched_at !== null || confirmed >= FEWEST
}

/** Whether one more may come in. The thirteenth may: she is why the group divides. */
export function mayEnter(size: number): boolean {
  return size < MOST
}

/** Whether this group may lose that member, or her role: not its last organiser while others are there. */
export function mustHandOver(group: { size: number; organisers: number }, role: Role): boolean {
  return role === 'organiser' && group.organisers === 1 && group.size > 1
}

type Founder = { confirmed_on: string | null; given_name: string; family_name: string | null; led: number; joined: number }

/** Why somebody cannot create a group, by the key of a text; undefined: she can. */
export function whyNotFound({ confirmed_on, given_name, family_name, led, joined }: Founder): string | undefined {
  if (!confirmed_on) return 'groups.new.not-supporter'
  if (!given_name || !family_name) return 'groups.new.names'
  if (led >= MOST_LED) return 'groups.new.enough'
  return joined >= MOST_JOINED ? 'groups.join.enough' : undefined
}

/** Whether somebody comes in without anybody of the group, or in charge of it, having said yes to her. */
export function letsHerselfIn(how: How): boolean {
  return OWN_HAND.includes(how)
}

/** From when on somebody who comes in sees the others; null: at once. */
export function seesFrom(how: How, now: Date): Date | null {
  return letsHerselfIn(how) ? inDays(now, NEW_FOR) : null
}

/** Whether somebody sees who else is in her group, and what was said there before she came. Who leads a group does. */
export function seesMembers({ role, sees_from }: { role: Role; sees_from: Date | null }, now: Date): boolean {
  return role === 'organiser' || sees_from === null || sees_from <= now
}

/** Days from now, as a moment. */
export function inDays(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY)
}
