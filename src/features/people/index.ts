/** What other domains may ask of people. */
export {
  bringPeople,
  claimConfirmation,
  consentsWithdrawn,
  erasePerson,
  figures,
  findPerson,
  findSupporter,
  hashOf,
  type Incoming,
  leavePath,
  lockPeople,
  mailboxesOf,
  mailboxHashOf,
  peopleTexts,
  type PersonCard,
  personErased,
  type PersonId,
  personOfEmail,
  readPerson,
  supporterOfEmail,
  supportersByDay,
  takesMail,
  takesNews,
  wantsNews,
} from './core/index.ts'
export { audienceCriteria, audiences, frozenRuleOf, type Rule, selectedBy } from './audiences/index.ts'
export { backUp, openArchive, restore } from './exports/index.ts'
export { afterSigning, newcomerOf, signForm } from './signing/index.ts'
