import { sql } from 'kysely'
import type { App } from '../../src/platform/app.ts'
import { contactsMade } from '../../src/features/contact/index.ts'
import type { TestProgram } from './program.ts'

/** A contact that a made-up room says it made. */
export type Told = { person_id: string; at: Date; channel: string; kind: string; address_hash: Buffer | null }

/** The program as it is with one room more, which tells of these contacts. */
export function withContacts({ app }: Pick<TestProgram, 'app'>, told: Told[]): App {
  const rows = () =>
    JSON.stringify(
      told.map(({ address_hash, ...one }) => ({
        ...one,
        address_hash: address_hash ? `\\x${address_hash.toString('hex')}` : null,
      })),
    )
  const source: NonNullable<(typeof contactsMade)['takes']> = ({ people, since }) =>
    sql`select person_id, at, channel, kind, address_hash from jsonb_to_recordset(${rows()}::jsonb)
      as told (person_id uuid, at timestamptz, channel text, kind text, address_hash bytea)
      where person_id = any(${people}) and at > ${since}::timestamptz`
  return {
    ...app,
    // Of this one slot it gives more than there is.
    filled: (slot) => (slot.name === contactsMade.name ? [...app.filled(slot), source as never] : app.filled(slot)),
  }
}
