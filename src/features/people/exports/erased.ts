import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '#platform/app'
import { csvLine } from '#platform/csv'
import { hashOf } from '../addresses/index.ts'
import { erasePerson } from '../core/index.ts'
import { erasing } from '../addresses/index.ts'
import { MAILBOX } from '../ledger/index.ts'
import { type Erased, erasedAddresses, erasedAmongPeople } from './erased-addresses.ts'

/** Beside the data, so that it outlives the database: copy it to where the backups are. */
const fileOf = ({ config }: App) => join(config.dataDir, 'erased.csv')

/** Writes down whose addresses are erased. A whole file each time, put in place at once: a death in the middle leaves the one before. */
export async function writeErased(app: App): Promise<void> {
  const lines = (await erasedAddresses(app.database.read)).map(({ hash, since, person }) => csvLine([hash, since, person]))
  const draft = `${fileOf(app)}.${process.pid}.${Math.trunc(performance.now() * 1000)}`
  await writeFile(draft, lines.join(''), { mode: 0o600 })
  await rename(draft, fileOf(app))
}

/** Erases again whoever had herself erased since a backup was made. Gives how many. */
export async function replayErasures(app: App): Promise<number> {
  const text = await readFile(fileOf(app), 'utf8').catch(() => '')
  const erased = text
    .split('\r\n')
    .filter(Boolean)
    .map((line): Erased => {
      // A file of before says no person.
      const [hash = '', , person = MAILBOX] = line.split(',')
      return { hash, person }
    })
  if (erased.length === 0) return 0
  const people = await erasedAmongPeople(app.database.read, erased, hashOf(app))
  for (const person of people) await app.database.transact((tx) => erasePerson(tx, { person, now: app.now(), ...erasing(app) }))
  return people.length
}
