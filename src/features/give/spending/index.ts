/** What other rooms may ask of what is spent. */
export { allow, cameBack, pay, refuse, takeBack } from './commands/allowing.ts'
export { enterCeiling } from './commands/ceiling.ts'
export { changeDraft, draftSpending, isOwn } from './commands/draft.ts'
export { askSecond, refuseAsOrganiser, second, withdraw } from './commands/requests.ts'
export { returnShare } from './commands/shares.ts'
export { addVoucher, removeVoucher } from './commands/vouchers.ts'
export { DraftForm, type DraftFormProps, type FieldsProps, VoucherCard, type VouchersProps } from './fields.tsx'
export { keptFile } from './files.ts'
export { filesOf } from './listing.ts'
export { type Ceiling, ceilingOf } from './queries/ceiling.ts'
export { type ClosedShare, closedShares, sharesOf } from './queries/shares.ts'
export {
  findSpending,
  spendingFigures,
  type SpendingFigures,
  type SpendingRecord,
  spendings,
  spentBy,
  twinsOf,
  waitingFor,
} from './queries/spending.ts'
export { vouchersOf } from './queries/vouchers.ts'
export { spendingMoved } from './queues.ts'
export { dayFault, readInKind, readSpending } from './reading.ts'
export { accountOf, ceilingRuleFor } from './rules/categories.ts'
export { isOver, type State } from './rules/states.ts'
export { categoriesToChoose, type Fact, factsOf, giversToChoose, handsOf, sayCategory, todayIn, valuesOf } from './saying.ts'
export { billFields } from './schema.ts'
export { sendVoucher } from './sending.ts'
export { GIVERS, type Kind, MEANS, type SpendingId } from './tables.ts'
export { pageTexts as spendingTexts } from './texts.ts'
