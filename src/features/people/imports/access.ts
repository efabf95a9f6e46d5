import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { requireEverywhere } from '#staff'
import { findImport, type ImportRecord } from './queries.ts'
import type { ImportId } from './tables.ts'

/** The import of the address, for who may import: files know no territory. */
export async function importFor(app: App, request: FastifyRequest): Promise<ImportRecord> {
  requireEverywhere(request.actor, 'people.import')
  const found = await findImport(app.database.read, (request.params as { import: ImportId }).import)
  if (!found) throw new NotFound('error.not-found')
  return found
}
