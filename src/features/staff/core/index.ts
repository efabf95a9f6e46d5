/** What other slices may ask of staff. */
export { heldBy, heldWithin, requireEverywhere } from './access.ts'
export { record, witnessOf } from './commands/journal.ts'
export { askApproval, useApproval, withdrawApprovals } from './commands/approvals.ts'
export { endSetUpMandates, giveMandate, requireHeld } from './commands/mandates.ts'
export { tellingCharged } from './telling.ts'
export { approvalOf, isSetUp, mandatesOf, whoOpened } from './queries.ts'
export { ADMINISTRATOR, grantsFrom } from './rules.ts'
export { roleName, texts as staffTexts } from './texts.ts'
