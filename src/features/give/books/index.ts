/** What other rooms may ask of the books. */
export { type NewAccount, openAccounts } from './commands/accounts.ts'
export { post, postMany } from './commands/post.ts'
export { statementOf } from './queries/balances.ts'
export type { Posting } from './rules/posting.ts'
