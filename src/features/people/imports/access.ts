import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { findImport, type ImportRecord } from './queries.ts'
import type { ImportId } from './tables.ts'

/** The import of the address. */
export async function importFor(app: App, { params }: Asked<{ import: ImportId }>): Promise<ImportRecord> {
  const found = await findImport(app.database.read, params.import)
  if (!found) throw new NotFound('error.not-found')
  return found
}
