import { readFileSync } from 'node:fs'
import { shipped } from '#platform/files'
import type { AreaId } from './tables.ts'

export type AreaMap = {
  width: number
  height: number
  /** Frames around parts that are drawn away from their place. */
  boxes: { id: AreaId; x: number; y: number; size: number }[]
  paths: Record<AreaId, string>
}

let french: AreaMap | undefined

/** Outlines of the French departments as SVG paths, overseas in boxes. */
export function frenchMap(): AreaMap {
  french ??= JSON.parse(readFileSync(shipped('src/features/territories/data/map-fr.json'), 'utf8')) as AreaMap
  return french
}
