import { existsSync, readFileSync } from 'node:fs'
import { shipped } from '../files.ts'

type Manifest = Record<string, { file: string }>

export const ASSETS = shipped('dist/client')

/** Address of a built file, by its name without folder in the sources: `styles.css`, `town.island.ts`. */
export type AssetUrl = (name: string) => string

export function loadAssets(): AssetUrl {
  const file = `${ASSETS}/.vite/manifest.json`
  if (!existsSync(file)) throw new Error('The pages are not built yet: run "npm run build".')
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'))
  const urls = new Map(Object.entries(manifest).map(([source, { file: built }]) => [source.split('/').at(-1)!, `/${built}`]))
  return (name) => {
    const url = urls.get(name)
    if (!url) throw new Error(`No asset ${name} was built`)
    return url
  }
}
