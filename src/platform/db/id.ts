import { randomFillSync } from 'node:crypto'

/** Random numbers of 32 bits, drawn for many ids at once: asking for them costs more than all the rest of an id. */
const drawn = new Uint32Array(512)
let used = drawn.length

let [moment, count] = [0, 0]

/** A new UUIDv7 (RFC 9562 §5.7): time first, so that new rows land side by side in an index; within a moment each after the other (§6.2). */
export function newId(): string {
  const now = Date.now()
  // Half of what can be counted is left free, so that a moment hardly ever overflows into the next.
  if (now > moment) [moment, count] = [now, draw() >>> 1]
  else if ((count = (count + 1) >>> 0) === 0) moment += 1
  const time = hex(moment, 12)
  const version = hex(0x7000 | (count >>> 20), 4)
  const variant = hex(0x8000 | ((count >>> 6) & 0x3fff), 4)
  const rest = hex(((count & 0x3f) << 10) | (draw() >>> 22), 4) + hex(draw(), 8)
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest}`
}

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0')

function draw(): number {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  return drawn[used++]!
}
