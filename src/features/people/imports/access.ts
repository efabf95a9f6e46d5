import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { requireEverywhere } from '#staff'
import { findImport, type ImportRecord } from './queries.ts'
import type { ImportId } from './tables.ts'

/** The import of the address, for who may import: files know no territory. */
export async function importFor(app: App, { actor, params }: Asked<{ import: ImportId }>): Promise<ImportRecord> {
  requireEverywhere(actor, 'people.import')
  const found = await findImport(app.database.read, params.import)
  if (!found) throw new NotFound('error.not-found')
  return found
}
