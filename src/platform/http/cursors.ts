/** Where a page ended that is ordered by a moment and an id. */
type Cursor = { at: Date; id: string }

const WRITTEN = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** As it stands in an address. */
export const writeCursor = ({ at, id }: Cursor): string => `${at.getTime()}_${id}`

/** undefined: nothing was written, or not by us. */
export function readCursor(written: string | undefined): Cursor | undefined {
  const [, at, id] = WRITTEN.exec(written ?? '') ?? []
  return at && id ? { at: new Date(Number(at)), id } : undefined
}
