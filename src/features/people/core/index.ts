/** What other rooms may ask of the file of people. */
export { currentId, figures, findSignature, findSupporter, supportersByDay } from './queries.ts'
export {
  allTags,
  contactPoints,
  customFields,
  findPerson,
  foreignIds,
  isVisible,
  isWithin,
  notes,
  type PersonRecord,
  tagsOf,
} from './queries/person.ts'
export type { CustomField, CustomValue, Origin, PersonCard, PersonFields, PersonId, SignatureId, SignatureRow } from './tables.ts'
export { holdersOf, ownMailboxesOf, personOfEmail, mailboxMarked, sharedMailboxOf, visibleHoldersOf } from './queries/holders.ts'
export { visibleTo } from './territory.ts'
export { consentsWithdrawn, personErased, signatureReceived, supporterConfirmed } from './events.ts'
export { leavePath, mailboxHashOf, openLeave } from './links.ts'
export { seedSupporters, type SeedSupporter } from './seed.ts'
export { areaOf, bitOf, confirmationEnds, CONFIRMATION_TIME, mailboxOf } from './rules.ts'
export { ADVERTISING, CALLS, NEWS, SUPPORT } from './purposes.ts'
export { agreementsOf } from './agreements.ts'
/** A signature, from a form to a supporter. */
export { type NewSignature, receiveSignatures } from './commands/receive.ts'
export { claimConfirmation } from './commands/claim.ts'
export { confirmSignature } from './commands/confirm.ts'
export { erasePerson, refuseSignature, unbringPerson, withdrawConsents } from './commands/leave.ts'
export { giveConsent } from './commands/give.ts'
/** One record, by hand: the journal tells. */
export {
  addNote,
  addPoint,
  addTag,
  changeDetails,
  type Details,
  lockPeople,
  pausePerson,
  removePoint,
  removeTag,
  setCustom,
  setQuality,
  setRestriction,
} from './commands/edit.ts'
export { addField, removeField } from './commands/fields.ts'
/** Many records at once, in sets. */
export { addPeople, changePeople, putPeopleBack, touchPeople, unbringCreated } from './commands/people.ts'
export { movePeople } from './commands/move.ts'
export { addForeignIds, addFreshForeignIds, addNotes, tagPeople } from './commands/labels.ts'
export { keepWords, refreshAgreed } from './commands/agreed.ts'
export { admitSupporter } from './commands/admit.ts'
export { addWords, rewriteKeys } from './commands/keys.ts'
/** Two records that are of one person. */
export { mergePeople, type MergeSnapshot } from './commands/merge.ts'
export { takeApart } from './commands/take-apart.ts'
export { type Side, STRATEGIES } from './merging.ts'
