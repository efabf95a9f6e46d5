import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../db/handle.ts'
import { readTogether } from '../db/together.ts'
import type { Id } from '../db/id.ts'
import type { Behind, Held } from './actor.ts'
import type { AccountId } from './session.ts'

/** Whose session it is, whom it speaks for, and when. */
export type Asker = { account: AccountId; email: string; speaksFor: Id<'person'> | null; now: Date }

/** What a room knows of who asks: a subquery that gives one value (JSON), and how it is read. Its parameters have casts (`db/together`). */
export type Known<T> = { sql(handle: Handle, asker: Asker): RawBuilder<unknown>; read(answer: unknown, asker: Asker): T }

/** All that the gate asks the rooms for. */
export type AskerKnown = { held?: Known<Held>; person?: Known<Behind> }

type Answer = { held: Held } & Behind

const UNKNOWN = sql`null`
const NOBODY: Behind = { person: undefined, undecided: false }

/** What an account holds and whose it is. One statement for all that is known, and for all who ask at the same moment. */
export async function whoAsks(handle: Handle, { held, person }: AskerKnown, asker: Asker): Promise<Answer> {
  const [row] = await readTogether(
    handle,
    sql<{ held: unknown; person: unknown }>`select (${held?.sql(handle, asker) ?? UNKNOWN}) as held,
      (${person?.sql(handle, asker) ?? UNKNOWN}) as person`,
  )
  return {
    held: held?.read(row!.held, asker) ?? { roles: [], grants: new Map() },
    ...(person?.read(row!.person, asker) ?? NOBODY),
  }
}
