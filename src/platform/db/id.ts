/** A new UUIDv7 (RFC 9562 §5.7): time first, so that new rows land side by side in an index. */
export { v7 as newId } from 'uuid'

/** Two ids in one order, whichever is named first: as a pair of them is kept. */
export const inOrder = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a])
