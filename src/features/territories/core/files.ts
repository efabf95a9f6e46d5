import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { shipped } from '#platform/files'
import { Aliases } from './aliases.ts'
import { Places } from './places.ts'
import type { AreaId } from './tables.ts'

export type Area = { id: AreaId; kind: string; parent_id: AreaId | null; name: string }

export type TerritoryFiles = { checksum: string; areas: Area[]; places: Places; aliases: Aliases }

/** Reads the files that ship with the program: about 100,000 places in a twentieth of a second. */
export function readTerritoryFiles(): TerritoryFiles {
  const [areas, places] = [readData('areas'), readData('places')]
  // Aliases stay in memory alone: the database is loaded anew for what stands in it.
  return {
    checksum: createHash('sha256').update(areas).update(places).digest('hex'),
    areas: areasOf(areas.toString()),
    places: new Places(places),
    aliases: new Aliases(readData('aliases')),
  }
}

const readData = (name: string) => readFileSync(shipped(`src/features/territories/core/data/${name}.tsv`))

function areasOf(text: string): Area[] {
  const rows = text.trimEnd().split('\n').slice(1)
  return rows.map((row) => {
    const [id, kind, parent, name] = row.split('\t')
    return { id: id!, kind: kind!, parent_id: parent || null, name: name! }
  })
}
