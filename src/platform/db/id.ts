import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

declare const what: unique symbol

/**
 * The id of one kind of thing. What came from outside, checked and still of no kind, may be any; the id of a person is never taken for
 * that of a group.
 */
export type Id<Of extends string> = string & { readonly [what]?: Of }

/** Random bytes, drawn for 256 ids at once: the library asks for them at each, which costs more than all the rest of an id. */
const drawn = new Uint8Array(16 * 256)
let used = drawn.length

let [msecs, seq] = [0, 0]

/** Whether a text from outside can be an id at all: anything else PostgreSQL refuses. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** A new UUIDv7 (RFC 9562 §5.7): time first, so that new rows land side by side in an index; within a moment each after the other (§6.2). */
export function newId(): string {
  const random = draw()
  const now = Date.now()
  // Half of what can be counted is left free, so that a moment hardly ever overflows into the next.
  if (now > msecs) [msecs, seq] = [now, new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1]
  else if ((seq = (seq + 1) >>> 0) === 0) msecs += 1
  return v7({ random, msecs, seq })
}

function draw(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  return drawn.subarray(used, (used += 16))
}

/** Two ids in one order, whichever is named first: as a pair of them is kept. */
export const inOrder = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a])
