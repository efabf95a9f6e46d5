/** Bytes of a file: a year of a large campaign, 50,000 movements in CAMT. */
export const LARGEST = 64 * 1024 * 1024
/** So much is read while the treasurer waits, so that what is wrong stands beside the upload; larger ones by the job. */
export const AT_ONCE = 1024 * 1024
/** Bytes of a piece: small enough for one statement on the embedded database. */
export const PIECE = 512 * 1024
/** Lines that commit together: whole days, so at least. */
export const CHUNK = 500
/** Gifts that are booked in one transaction. */
export const BOOKED_AT_ONCE = 100
