import type { App } from '#platform/app'
import { loadingSteps } from './commands.ts'
import { readTerritoryFiles } from './files.ts'
import { createGazetteer, type Gazetteer } from './gazetteer.ts'
import { loadedChecksum } from './queries.ts'

const gazetteers = new WeakMap<App, Gazetteer>()

/** Loads the files when this database has not these very ones yet, and opens the gazetteer. */
export async function prepareTerritories(app: App): Promise<void> {
  const files = readTerritoryFiles()
  if ((await loadedChecksum(app.database.read)) !== files.checksum) {
    app.log.info({ places: files.places.length }, 'loading territories')
    for (const step of loadingSteps(files)) await app.database.transact(step)
  }
  gazetteers.set(app, createGazetteer(files.places))
}

/** The gazetteer of a program that has started. */
export function gazetteerOf(app: App): Gazetteer {
  const gazetteer = gazetteers.get(app)
  if (!gazetteer) throw new Error('Territories are not prepared')
  return gazetteer
}
