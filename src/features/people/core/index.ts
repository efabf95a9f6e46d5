/** What other slices may ask of people. */
export {
  currentConsents,
  currentId,
  figures,
  type Figures,
  findSignature,
  findSupporter,
  mailboxesOf,
  supporterOfEmail,
  supportersByDay,
  wantsNews,
} from './queries.ts'
export { consentsWithdrawn, personErased, signatureReceived, supporterConfirmed } from './events.ts'
export { claimConfirmation } from './commands/claim.ts'
export { confirmSignature } from './commands/confirm.ts'
export { type NewSignature, receiveSignatures } from './commands/receive.ts'
export type { CustomValue, PersonCard, PersonId, Purpose, SignatureId, SignatureRow } from './tables.ts'
export {
  allTags,
  contactPoints,
  customFields,
  findPerson,
  foreignIds,
  isVisible,
  isWithin,
  ledger,
  notes,
  personOfEmail,
  type PersonRecord,
  tagsOf,
} from './queries/person.ts'
export * from './commands/edit.ts'
export { erasePerson, refuseSignature, unbringPerson, withdrawConsents } from './commands/leave.ts'
export { liesWithin, visibleTo } from './territory.ts'
export { takesMail, takesNews } from './reaching.ts'
export { readCustom } from './custom.ts'
export { texts as peopleTexts } from './texts.ts'
export type { Fate, Fields as PersonFields, Incoming, Wish } from './bringing.ts'
export { type Bringing, bringPeople, foresee, putBack, unbringCreated } from './commands/bring.ts'
export { placeOf, readDetails, readPerson, readPoint } from './editing.ts'
export { hashOf, leavePath, mailboxHashOf, openLeave } from './links.ts'
export { agreedPurposes, confirmationEnds, CONFIRMATION_TIME, mailboxOf } from './rules.ts'
export { bringWish } from './commands/bring-wishes.ts'
export { rewriteKeys } from './commands/keys.ts'
export { giveConsent } from './commands/give.ts'
export { wording, wordingOf } from './wordings.ts'
export { WORDING_VERSION } from './rules.ts'
export { mergePeople, type MergeSnapshot, takeApart } from './commands/merge.ts'
export { type Side, STRATEGIES } from './merging.ts'
export { addField, removeField } from './commands/fields.ts'
