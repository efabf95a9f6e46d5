import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '#platform/app'
import { inWords, type Outcome as Sent, type Reply } from '#platform/smtp/outcomes'
import { openSession } from '#platform/smtp/session'
import { targetOf } from '#platform/smtp/target'
import type { Way } from './lane.ts'
import type { Outcome } from './rules.ts'

/** An open way to the server that takes our letters; without one, a folder. */
export function openWay({ config }: App): Promise<Way> {
  return config.mailUrl ? serverWay(config) : folderWay(join(config.dataDir, 'outbox'))
}

async function serverWay({ mailUrl, publicUrl }: App['config']): Promise<Way> {
  const session = await openSession(targetOf(new URL(mailUrl!), new URL(publicUrl).hostname))
  return {
    isShut: () => !session.isOpen,
    close: () => void session.close(),
    send: async (letter, signal) => (signal.aborted ? { kind: 'unsent', why: 'held' } : outcomeOf(await session.send(letter))),
  }
}

/** 421 ends a session, and 4.7.x is said of us and not of the mailbox (RFC 5321 §3.8, RFC 3463 §3.8). */
const ofUs = ({ code, enhanced }: Reply) => code === 421 || enhanced?.startsWith('4.7.') === true

function outcomeOf(sent: Sent): Outcome {
  if (sent.kind === 'accepted' || sent.kind === 'unsent' || sent.kind === 'uncertain') return sent
  const reply = inWords(sent.reply)
  // A sender who is refused says nothing of whom he writes to: all letters to these servers wait until somebody has looked.
  if (sent.step === 'MAIL') return { kind: 'deferred', reply, group: true }
  return sent.kind === 'refused' ? { kind: 'refused', reply } : { kind: 'deferred', reply, group: ofUs(sent.reply) }
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
