/** What other rooms may ask of the bank's statements: to bring one and match it at once. */
export { bringFile } from './commands/bring.ts'
export { matchNew, takePayout } from './commands/match.ts'
export { readFile } from './commands/read.ts'
export { findFile } from './queries/files.ts'
export { linesOf } from './queries/lines.ts'
