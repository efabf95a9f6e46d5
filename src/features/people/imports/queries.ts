import type { Handle } from '#platform/db/handle'
import type { PersonId } from '../core/index.ts'
import { db, type ImportId } from './tables.ts'

export function imports(handle: Handle) {
  return db(handle)
    .selectFrom('import')
    .select(['id', 'file_name', 'state', 'counts', 'rows_done', 'rows_all', 'created_at'])
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
}

export type ImportRecord = NonNullable<Awaited<ReturnType<typeof findImport>>>

export function findImport(handle: Handle, id: ImportId) {
  return db(handle).selectFrom('import').selectAll().where('id', '=', id).executeTakeFirst()
}

export function partsOf(handle: Handle, id: ImportId) {
  return db(handle).selectFrom('import_part').selectAll().where('import_id', '=', id).orderBy('n').execute()
}

export async function findPiece(
  handle: Handle,
  { import_id, part, n }: { import_id: ImportId; part: number; n: number },
): Promise<Buffer | undefined> {
  const row = await db(handle)
    .selectFrom('import_piece')
    .select('bytes')
    .where((q) => q.and({ import_id, part, n }))
    .executeTakeFirst()
  return row?.bytes
}

/** Rows that were refused or read in part, by line; pages go on after one. */
export function refusedRows(handle: Handle, id: ImportId, { after, limit }: { after: number; limit: number }) {
  return (
    db(handle)
      .selectFrom('import_row')
      .leftJoin('person', 'person.id', 'person_id')
      .select(['line', 'reason', 'cells'])
      .where('import_id', '=', id)
      .where('cells', 'is not', null)
      // Who asked since that nobody touch her record is shown to nobody.
      .where('restricted_at', 'is', null)
      .where('line', '>', after)
      .orderBy('line')
      .limit(limit)
      .execute()
  )
}

/** Rows that did something, for taking them back. */
export function doneRows(handle: Handle, id: ImportId, limit: number) {
  return db(handle)
    .selectFrom('import_row')
    .select(['line', 'fate', 'person_id', 'before'])
    .where('import_id', '=', id)
    .where('fate', '!=', 'refused')
    .orderBy('line')
    .limit(limit)
    .execute()
}

/** Imports that brought a person, or changed her. */
export function importsOf(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('import_row')
    .innerJoin('import', 'import.id', 'import_id')
    .select(['import.id', 'file_name', 'fate', 'started_at', 'created_at'])
    .where('person_id', '=', person)
    .orderBy('created_at')
    .limit(50)
    .execute()
}
