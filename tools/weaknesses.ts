/**
 * `npm run weaknesses`: asks the registry for known weaknesses of the packages of the lock file, and keeps the answer with its date in `weaknesses.json`. Where
 * the registry gives none (offline, or a mirror that does not answer this question), it tells the one that was kept, or that it could not look: nobody takes
 * silence for a clean bill. Ends with 1 when a high or critical one is known.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, findingsOf, telling } from './weak-packages.ts'

const root = join(import.meta.dirname, '..')
const KEPT = join(root, 'tools', 'weaknesses.json')

const today = new Date().toISOString().slice(0, 10)
const versions = versionsOf(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const asked = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
const findings = findingsOf(asked.stdout)
const kept = existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, 'utf8')) as Answer) : undefined
const answer = findings ? { asked: today, versions, findings } : kept
if (findings) writeFileSync(KEPT, `${JSON.stringify(answer, null, 1)}\n`)
const { lines, bad } = telling(answer, { today, versions })
for (const line of lines) console.log(line)
process.exitCode = bad ? 1 : 0

/** Packages as "name@version", each once, in order. */
function versionsOf(lock: string): string[] {
  const { packages } = JSON.parse(lock) as { packages: Record<string, { name?: string; version: string }> }
  const all = Object.entries(packages).filter(([path]) => path !== '')
  return [
    ...new Set(all.map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`)),
  ].toSorted()
}
