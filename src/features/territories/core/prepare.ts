import type { App } from '#platform/app'
import { loadingSteps } from './commands.ts'
import { readTerritoryFiles, type TerritoryFiles } from './files.ts'
import { createGazetteer, type Gazetteer } from './gazetteer.ts'
import { loadedChecksum } from './queries.ts'

type Prepared = Pick<TerritoryFiles, 'areas'> & { gazetteer: Gazetteer }

const territories = new WeakMap<App, Prepared>()

/** Loads the files when this database has not these very ones yet, and opens the gazetteer. */
export async function prepareTerritories(app: App): Promise<void> {
  const files = readTerritoryFiles()
  if ((await loadedChecksum(app.database.read)) !== files.checksum) {
    app.log.info({ places: files.places.length }, 'loading territories')
    for (const step of loadingSteps(files)) await app.database.transact(step)
  }
  territories.set(app, { areas: files.areas, gazetteer: createGazetteer(files.places) })
}

/** What a program that has started knows of places without asking the database. */
export function prepared(app: App): Prepared {
  const found = territories.get(app)
  if (!found) throw new Error('Territories are not prepared')
  return found
}

/** The gazetteer of a program that has started. */
export const gazetteerOf = (app: App): Gazetteer => prepared(app).gazetteer
