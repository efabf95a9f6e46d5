import type { App } from '#platform/app'
import { fillTerritories, loadingSteps } from './commands.ts'
import { readTerritoryFiles, type TerritoryFiles } from './files.ts'
import { createGazetteer, type Gazetteer } from './gazetteer.ts'
import { hasPlaces, loadedChecksum } from './queries.ts'

type Prepared = Pick<TerritoryFiles, 'areas'> & { gazetteer: Gazetteer }

const territories = new WeakMap<App, Prepared>()

/** Loads the files when this database has not these very ones yet, and opens the gazetteer. */
export async function prepareTerritories(app: App): Promise<void> {
  const files = readTerritoryFiles()
  if ((await loadedChecksum(app.database.read)) !== files.checksum) {
    app.log.info({ places: files.places.length }, 'reading the towns: once, up to a minute')
    await load(app, files)
    app.log.info('the towns are there')
  }
  territories.set(app, { areas: files.areas, gazetteer: createGazetteer(files) })
}

async function load({ database }: App, files: TerritoryFiles): Promise<void> {
  const { copy } = database
  if (copy && !(await hasPlaces(database.read))) return database.transact((tx) => fillTerritories(tx, copy, files))
  for (const step of loadingSteps(files)) await database.transact(step)
}

/** What a program that has started knows of places without asking the database. */
export function prepared(app: App): Prepared {
  const found = territories.get(app)
  if (!found) throw new Error('Territories are not prepared')
  return found
}

/** The gazetteer of a program that has started. */
export const gazetteerOf = (app: App): Gazetteer => prepared(app).gazetteer
