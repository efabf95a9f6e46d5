import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of package.json: the same whether the code runs from `src` or from its bundle in `dist`. */
const root = findRoot(import.meta.dirname)

/** Absolute path of a file that ships with the program, named from the project's folder. */
export function shipped(path: string): string {
  return join(root, path)
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  return findRoot(dirname(folder))
}
