/** A new UUIDv7 (RFC 9562 §5.7): time first, so that new rows land side by side in an index. */
export { v7 as newId } from 'uuid'
