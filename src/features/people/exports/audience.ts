import type { App } from '#platform/app'
import { csvLine } from '#platform/csv'
import { ahead, atOnce } from '#platform/jobs/ahead'
import { listAudience, type Rule } from '../audiences/index.ts'
import { customFields } from '../core/index.ts'
import type { Piece } from './archive.ts'
import { type ExportRecord, peopleRows, type PersonRow } from './queries.ts'
import { PAGE } from './rules.ts'

/** The file of whom a rule selects, piece by piece. While one page is kept, the next ones are read and those after them looked for. */
export async function* audiencePieces(app: App, rule: Rule, { scope }: Pick<ExportRecord, 'scope'>): AsyncGenerator<Piece> {
  const fields = (await customFields(app.database.read)).map(({ key }) => key)
  // The mark at the beginning tells spreadsheets that this is UTF-8.
  yield { bytes: Buffer.from(`\uFEFF${csvLine([...COLUMNS, ...fields])}`), rows: 0 }
  let rows = 0
  const { read } = app.database
  const pages = atOnce(sizesOf(app).atOnce, ahead(idsOf(app, rule, scope)), (ids) => peopleRows(read, ids))
  for await (const page of ahead(pages)) {
    rows += page.length
    yield { bytes: Buffer.from(page.map((row) => lineOf(row, fields)).join('')), rows }
  }
}

const sizesOf = ({ config }: App) => PAGE[config.databaseUrl ? 'server' : 'embedded']

/** Whom the rule selects, by name. */
async function* idsOf(app: App, rule: Rule, scope: ExportRecord['scope']): AsyncGenerator<string[]> {
  const limit = sizesOf(app).rows
  let cursor: { key: string; id: string } | undefined
  for (;;) {
    const page = await listAudience(app.database.read, app, { rule, scope, limit, cursor })
    yield page.map(({ id }) => id)
    if (page.length < limit) return
    cursor = page.at(-1)
  }
}

const COLUMNS = [
  'id',
  'given_name',
  'family_name',
  'emails',
  'phones',
  'street',
  'postal_code',
  'town',
  'department',
  'country',
  'locale',
  'born_on',
  'supporter_since',
  'agreed',
  'tags',
  'origin',
] as const

function lineOf(row: PersonRow, fields: string[]): string {
  return csvLine([...COLUMNS.map((column) => row[column] ?? ''), ...fields.map((key) => String(row.custom[key] ?? ''))])
}
