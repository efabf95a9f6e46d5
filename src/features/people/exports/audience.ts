import type { App } from '#platform/app'
import { csvLine } from '#platform/csv'
import { ahead, atOnce } from '#platform/jobs/ahead'
import { listAudience, type Rule } from '../audiences/index.ts'
import { customFields, type PersonId } from '../core/index.ts'
import { COLUMNS, type ExportRecord, writePeople } from './queries.ts'
import { PIECE } from './rules.ts'
import { db } from './tables.ts'

/**
 * Writes the file of whom a rule selects, piece by piece, and gives how many people are in it so far. While pieces are written, those
 * who come next are looked for.
 */
export async function* writeAudience(
  app: App,
  rule: Rule,
  { id, scope }: Pick<ExportRecord, 'id' | 'scope'>,
): AsyncGenerator<number> {
  const { read, transact } = app.database
  const fields = (await customFields(read)).map(({ key }) => key)
  // The mark at the beginning tells spreadsheets that this is UTF-8.
  const head = Buffer.from(`\uFEFF${csvLine([...COLUMNS, ...fields])}`)
  await transact((tx) => db(tx).insertInto('export_piece').values({ export_id: id, n: 0, bytes: head }).execute())
  const written = atOnce(sizesOf(app).atOnce, ahead(pagesOf(app, rule, scope)), async ({ n, ids }) => {
    await transact((tx) => writePeople(tx, { export_id: id, n, ids, fields }))
    return ids.length
  })
  let rows = 0
  for await (const count of written) yield (rows += count)
}

const sizesOf = ({ config }: App) => PIECE[config.databaseUrl ? 'server' : 'embedded']

/** Whom the rule selects, by name. `n`: which piece they make, from one. */
async function* pagesOf(app: App, rule: Rule, scope: ExportRecord['scope']): AsyncGenerator<{ n: number; ids: PersonId[] }> {
  const limit = sizesOf(app).people
  let cursor: { key: string; id: PersonId } | undefined
  for (let n = 1; ; n++) {
    const page = await listAudience(app.database.read, app, { rule, scope, limit, cursor })
    yield { n, ids: page.map(({ id }) => id) }
    if (page.length < limit) return
    cursor = page.at(-1)
  }
}
