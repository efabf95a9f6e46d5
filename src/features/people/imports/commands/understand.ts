import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { Invalid } from '#platform/errors'
import { askedIn } from '../../ledger/index.ts'
import { mappingFor, recognise } from '../../reading/index.ts'
import type { ImportId, Part } from '../tables.ts'
import { closeReceiving } from './receive.ts'

/** Says what an upload is, by its headers: of which system, and what each column becomes to begin with. Throws Invalid when nobody stands in it. */
export async function understand(
  tx: Tx,
  app: App,
  { id, parts }: { id: ImportId; parts: Pick<Part, 'header' | 'rows'>[] },
): Promise<void> {
  const columns = [...new Set(parts.flatMap(({ header }) => header))]
  const preset = recognise(columns)
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  if (rows === 0) throw new Invalid({ file: 'imports.file.empty' })
  const mapping = mappingFor(columns, preset, askedIn(app, 'import'))
  await closeReceiving(tx, id, { preset: preset.name, mapping, rows })
}
