/** What other rooms may ask of recipients. */
export { recipientInCharge } from './access.ts'
export { setCeiling } from './commands.ts'
export { paths } from './paths.ts'
export { findRecipient, officers, publicRecipients, type RecipientRecord, recipientsOf } from './queries.ts'
export type { RecipientCard, RecipientId } from './tables.ts'
