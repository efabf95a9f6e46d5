/** What the program asks of exports. */
export { backUp } from './backup.ts'
export { openArchive } from './opening.ts'
export { restore } from './restoring.ts'
