import { chmodSync, type Dirent, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Anything that others than its owner may do. */
const OTHERS = 0o077

/** From now on what this process writes is its owner's alone. */
export const keepToOwner = () => process.umask(OTHERS)

/**
 * Makes the data folder, its owner's alone: it holds the file, mails with codes, and the secret that all links are made with. One that others may
 * enter is closed, with all in it; true: it was. Throws where that cannot be done, since nothing may be written there then.
 */
export function closeFolder(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // There, rights are of another kind, and folders of a user are closed to others.
  if (process.platform === 'win32' || !isOpen(folder)) return false
  try {
    chmodSync(folder, statSync(folder).mode & ~OTHERS)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) closeOne(entry)
  } catch (cause) {
    const says = `${folder} is open to others on this machine, and does not belong to who starts this: close it (chmod 700), or set another DATA_DIR.`
    throw new Error(says, { cause })
  }
  return true
}

const isOpen = (path: string) => (statSync(path).mode & OTHERS) !== 0

/** What a link leads to lies elsewhere, and is not ours to change. */
function closeOne(entry: Dirent): void {
  if (entry.isSymbolicLink()) return
  const path = join(entry.parentPath, entry.name)
  const { mode } = statSync(path)
  if ((mode & OTHERS) !== 0) chmodSync(path, mode & ~OTHERS)
}
