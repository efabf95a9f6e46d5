import { Denied } from '../errors.ts'
import type { Point } from '../geo/points.ts'
import type { Id } from '../db/id.ts'
import type { AccountId, Session } from './session.ts'

/** Where a permission holds: everywhere, or in these areas and what lies in them. */
export type Scope = 'everywhere' | string[]

/** What an account may do, and where. */
export type Grants = ReadonlyMap<string, Scope>

/** What an account holds now: its roles by name, and what they permit. */
export type Held = {
  roles: string[]
  grants: Grants
  /** How many persons it may be shown in a day, where it was given another ceiling than that of all. */
  personsADay?: number
}

/** A program with a key: acts under the id of its key. */
export type KeyHolder = Held & { account: AccountId }

/** The record of whose mailbox an account proved to be. `point` and `time_zone`: of the town where she said that she lives. */
export type PersonBehind = { id: Id<'person'>; given_name: string; point: Point | undefined; time_zone: string | null }

/** Who is behind a mailbox. `undecided`: several hold it, and the session has not said whom it speaks for. */
export type Behind = { person: PersonBehind | undefined; undecided: boolean }

/** Who asks, as the database says it at this very request. */
export type Actor = Session &
  Held &
  Behind & {
    /** Nobody for a program, and for an account whose mailbox is in nobody's record. */
    person: PersonBehind | undefined
    /** Whether a second factor was shown lately. Nothing that needs a grant opens without. */
    strong: boolean
    /** Where the actor may do this; throws Denied when nowhere. */
    scope(permission: string): Scope
  }

/** Who acts, and when. */
export type Hand = { actor: Actor; now: Date }

/** A second factor counts for half a day of work. */
const STRONG_FOR = 12 * 60 * 60 * 1000

/** An account with what it holds, at a moment. */
export function actorOf(session: Session, { held, ...behind }: { held: Held } & Behind, now: Date): Actor {
  return {
    ...session,
    ...held,
    ...behind,
    strong: session.strongAt !== null && now.getTime() - session.strongAt.getTime() < STRONG_FOR,
    scope: (permission) => {
      const scope = held.grants.get(permission)
      if (!scope) throw new Denied('error.denied')
      return scope
    },
  }
}
