/** What the program asks of exports. */
export { archivePieces } from './archive.ts'
export { restore } from './restoring.ts'
export { openArchive } from './opening.ts'
