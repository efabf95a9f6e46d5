/** What other slices may ask of the directory. */
export { PeopleTable, type PersonRow } from './people-table.tsx'
export { readCursor, rowsOf, writeCursor } from './listing.ts'
export { personFor } from './access.ts'
export { byCondition, type Cursor, type Found } from './queries/search.ts'
export { fullName } from './naming.ts'
export { texts as directoryTexts } from './texts.ts'
export { reachNow } from './slots.ts'
