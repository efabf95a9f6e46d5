/** What other rooms may ask of the books. */
export { openAccount, openAccounts, type NewAccount } from './commands/accounts.ts'
export { post, postMany, reverse } from './commands/post.ts'
export { balancesFile, journalFile } from './files.ts'
export { type Balance, balancesOf, type Statement, statementOf, type StatementLine } from './queries/balances.ts'
export { type JournalEntry, journalOf } from './queries/journal.ts'
export { type Book, type Cause, type Line, type Period, type Posting } from './rules/posting.ts'
export { splitAmount } from './rules/splitting.ts'
export type { AccountKind, BookAccountId, BookEntryId, BookId } from './tables.ts'
