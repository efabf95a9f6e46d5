import { createHash, randomBytes } from 'node:crypto'

/** The role that a program has in the journal. */
export const PROGRAM = 'api'

/** Longest life of a key, and how long answers are kept, in milliseconds. */
export const KEY_LIFE = 366 * 24 * 60 * 60 * 1000
export const ANSWER_TIME = 24 * 60 * 60 * 1000

/** The beginning tells those who search for leaked keys what they found. */
const PREFIX = 'appui_'

/** A new key: 256 random bits. */
export function newKey(): string {
  return PREFIX + randomBytes(32).toString('base64url')
}

export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Equal for two requests that ask the same. */
export function fingerprintOf(method: string, path: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([method, path, body ?? null]))
    .digest()
}

/** Entity tag of an answer (RFC 9110 §8.8.3). */
export function entityTag(body: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`
}

/** Whether a list of entity tags, as If-Match or If-None-Match have it, names this one. Weak ones count as strong: ours are of bytes. */
export function names(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')))
}
