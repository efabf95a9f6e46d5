import type { ColumnType, Kysely, SelectType } from 'kysely'

declare const brand: unique symbol

/** A handle that can only read. Carries no tables: a slice narrows it to its own. */
export type Handle = { readonly [brand]: 'read' }

/** A handle inside a transaction: the only thing that can write. */
export type Tx = Handle & { readonly write: true }

type Reads<T> = Pick<Kysely<T>, 'selectFrom' | 'with' | 'getExecutor'>
type Writes<T> = Pick<Kysely<T>, 'insertInto' | 'updateTable' | 'deleteFrom'>

/** Columns of `T` that other slices may read and join, never write. */
export type Published<T, C extends keyof T> = { [K in C]: ColumnType<SelectType<T[K]>, never, never> }

/** Gives a slice its view of the database: it reads `Own & Others`, and writes `Own` alone, inside a transaction. */
export function narrow<Own, Others = {}>() {
  function db(tx: Tx): Reads<Own & Others> & Writes<Own>
  function db(handle: Handle): Reads<Own & Others>
  function db(handle: Handle) {
    // The same object: who may read and write what is known to the compiler alone.
    return handle as unknown as Reads<Own & Others> & Writes<Own>
  }
  return db
}
