import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { NEWS } from '../core/index.ts'
import { mayReach } from '../gate/index.ts'
import { archivedTables } from './archive.ts'
import { openArchive } from './opening.ts'
import { restore } from './restoring.ts'

const program = await useProgram()
const { app, rows } = program

/**
 * An archive that the program of 29 November 2026 made (86307e7), before consents had one ledger: people who signed by the web, on paper and in a file,
 * agreed, took back, left and were erased; two signatures that wait; what members show in a group, to whom offers are shown, the weekly mail.
 */
const ARCHIVE = join(import.meta.dirname, '../../../../tests/support/archive-of-2026-11-29.zip')

type Row = Record<string, string>

/** Rows of a table of the archive, by its columns, as texts. */
async function archived(table: string): Promise<Row[]> {
  const archive = await openArchive(ARCHIVE)
  const columns = archive.manifest.tables.find(({ name }) => name === table)!.columns.map(({ name }) => name)
  const found: Row[] = []
  for await (const cells of archive.rowsOf(table))
    found.push(Object.fromEntries(columns.map((name, n) => [name, cells[n] ?? ''])))
  return found
}

/** The same of the movement as it stands, in the archive's columns. */
async function standing(table: string, columns: string[]): Promise<Row[]> {
  const list = columns.map((name) => `coalesce("${name}"::text, '') as "${name}"`).join(', ')
  return rows<Row>(`select ${list} from "${table}"`)
}

/** What an archive writes before a cell that a spreadsheet would run, or that is empty. */
const plain = (row: Row) =>
  Object.entries(row).map(([name, cell]) => [name, cell.replace(/^'(?=[=+\-@])/, '').replace(/^\\e/, '')])

const inOrder = (all: Row[]) => all.map((row) => JSON.stringify(plain(row))).toSorted()

/** Columns whose meaning moved: what became of them is looked at below. */
const MOVED: Record<string, string[]> = {
  person: ['agreed'],
  signature: ['news', 'calls', 'wording_version'],
  sheet: ['wording_version'],
}
/** Tables whose rows went into the ledger. */
const GATHERED = ['membership_consent', 'offer_consent', 'weekly_consent']

test('an archive of before the ledger comes in row by row, nothing lost', async () => {
  const archive = await openArchive(ARCHIVE)
  const names = archive.manifest.tables.map(({ name }) => name)
  await rows('alter table journal disable trigger journal_grows_only')
  await rows(`truncate ${names.join(', ')} cascade`)
  await rows('alter table journal enable trigger journal_grows_only')
  await restore(app, archive)

  for (const { name, columns, rows: count } of archive.manifest.tables.filter(
    (one) => !GATHERED.includes(one.name) && one.name !== 'consent',
  )) {
    const kept = columns.map((column) => column.name).filter((column) => !MOVED[name]?.includes(column))
    const before = (await archived(name)).map((row) => Object.fromEntries(kept.map((column) => [column, row[column]!])))
    expect(before, name).toHaveLength(count)
    expect(inOrder(await standing(name, kept)), name).toEqual(inOrder(before))
  }

  // The ledger: its own rows as they were, and one for each of the others, with its words and its moment.
  const own = await archived('consent')
  const others = (await Promise.all(GATHERED.map(archived))).flat()
  expect(own.length).toBeGreaterThan(15)
  expect(others.length).toBeGreaterThan(9)
  const columns = Object.keys(own[0]!)
  const ids = new Set(own.map(({ id }) => id))
  const now = await standing('consent', columns)
  expect(inOrder(now.filter(({ id }) => ids.has(id)))).toEqual(inOrder(own))
  const gathered = now.filter(({ id }) => !ids.has(id))
  const words = (row: Row) =>
    JSON.stringify([row.id, row.person_id, row.wording_id, row.wording_text, row.locale, row.collected_at ?? row.at])
  expect(gathered.map(words).toSorted()).toEqual(others.map(words).toSorted())
  const given = ({ given: yes, action }: Row) => (yes ? yes === 'true' : action === 'given')
  expect(gathered.filter(given)).toHaveLength(others.filter(given).length)
  for (const table of GATHERED) expect(await rows(`select 1 from ${table}`)).toEqual([])

  // What stands in records is what the ledger says.
  const recount = `select id, agreed, array(select purpose || ':' || channel from (select distinct on (purpose, channel) purpose, channel, action from consent
      where person_id = person.id and about is null order by purpose, channel, collected_at desc, id desc) last where action = 'given' order by purpose, channel) as said from person`
  const people = await rows<{ agreed: string[]; said: string[] }>(recount)
  expect(people.length).toBeGreaterThan(6)
  for (const { agreed, said } of people) expect(agreed).toEqual(said)
  const before = await archived('person')
  expect(before.flatMap(({ agreed }) => agreed!.replace(/[{}]/g, '').split(',').filter(Boolean)).toSorted()).toEqual(
    people
      .flatMap(({ agreed }) => agreed)
      .filter((name) => /^(support|news|calls):/.test(name))
      .toSorted(),
  )
  const states = await rows<{ person_id: string }>('select person_id from weekly_mail')
  expect(states.length).toBeGreaterThan(0)
  for (const { person_id } of states)
    expect(await rows("select 1 from person where id = $1 and 'weekly:email' = any (agreed)", [person_id])).toHaveLength(1)

  // Signatures that wait agree to what they did, and sheets have what stood on them.
  for (const { id, news, calls, wording_version } of await archived('signature')) {
    const [row] = await rows<{ agreed: object }>('select agreed from signature where id = $1', [id])
    const version = Number(wording_version)
    expect(row!.agreed).toEqual({
      support: version,
      ...(news === 'true' && { news: version }),
      ...(calls === 'true' && { calls: version }),
    })
  }
  expect(await rows('select agreed from sheet')).toEqual(
    (await archived('sheet')).map(() => ({ agreed: { support: 1, news: 1, calls: 1 } })),
  )

  // Whoever could be written to can be, and nobody else.
  expect(await rows('select 1 from contact_point where hash is null')).toEqual([])
  for (const { id, agreed } of before) {
    const points = await rows("select 1 from contact_point where person_id = $1 and kind = 'email'", [id])
    const contact = { purpose: NEWS, channel: 'email' as const, now: program.clock.now }
    expect(await mayReach(app.database.read, id!, contact), id).toBe(agreed!.includes('news:email') && points.length > 0)
  }
  expect((await archivedTables(app.database.read, false)).length).toBeGreaterThanOrEqual(names.length)
}, 120_000)
