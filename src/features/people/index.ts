/** What other slices may ask of people. */
export { currentConsents, currentId, figures, type Figures, findSupporter, supportersByDay } from './queries.ts'
export { personErased, supporterConfirmed } from './events.ts'
export { SignForm } from './sign.page.tsx'
export { signForm } from './sign-form.ts'
export { seedSupporters, type SeedSupporter } from './seed.ts'
export type { CustomValue, PersonCard, PersonId, Purpose } from './tables.ts'
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
export { erasePerson, unbringPerson, withdrawConsents } from './commands/leave.ts'
export { liesWithin, visibleTo } from './territory.ts'
export { isDay, readCustom } from './custom.ts'
export { texts as peopleTexts } from './texts.ts'
export type { Fate, Fields as PersonFields, Incoming, Wish } from './bringing.ts'
export { type Bringing, bringPeople, foresee, putBack, unbringCreated } from './commands/bring.ts'
export { placeOf, readDetails, readPerson, readPoint } from './editing.ts'
export { hashOf, links } from './links.ts'
export { normaliseEmail, normaliseName, normalisePhone } from './rules.ts'
export { bringWish } from './commands/bring-wishes.ts'
export { rewriteKeys } from './commands/keys.ts'
export { giveConsent } from './commands/give.ts'
export { wording } from './wordings.ts'
export { WORDING_VERSION } from './rules.ts'
export { mergePeople, type MergeSnapshot, takeApart } from './commands/merge.ts'
export { type Side, STRATEGIES } from './merging.ts'
export { addField, removeField } from './commands/fields.ts'
