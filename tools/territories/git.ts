import { execFileSync } from 'node:child_process'

/** A file of a public repository at one commit, as text. The clone stands in `sources/`, which is not kept. */
export function fromGit({ clone, commit, path }: { clone: string; commit: string; path: string }): string {
  const folder = new URL(`sources/${clone}`, import.meta.url).pathname
  return execFileSync('git', ['-C', folder, 'show', `${commit}:${path}`], { encoding: 'utf8', maxBuffer: 1 << 26 })
}
