import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '#platform/app'
import type { Way } from './lane.ts'

/** An open way to the server that takes our letters; without one, a folder. */
export async function openWay({ config }: App): Promise<Way> {
  return folderWay(join(config.dataDir, 'outbox'))
}

/** Writes one `.eml` a letter, under its Message-ID: a second copy takes the place of the first. */
async function folderWay(folder: string): Promise<Way> {
  await mkdir(folder, { recursive: true })
  return {
    isShut: () => false,
    close: () => {},
    send: async ({ id, data }, signal) => {
      if (signal.aborted) return { kind: 'unsent', why: 'held' }
      const file = join(folder, `${id}.eml`)
      await writeFile(`${file}.part`, data)
      await rename(`${file}.part`, file)
      return { kind: 'accepted' }
    },
  }
}
