/** What other rooms may ask of the books. */
export { type NewAccount, openAccounts } from './commands/accounts.ts'
export { lockBalances } from './commands/locks.ts'
export { post, postMany } from './commands/post.ts'
export { statementOf } from './queries/balances.ts'
export { type Floored, flooredAccounts } from './queries/floored.ts'
export type { AccountKind } from './tables.ts'
export type { Posting } from './rules/posting.ts'
export { splitAmount } from './rules/splitting.ts'
