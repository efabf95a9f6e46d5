/** What other domains may ask of people. */
export {
  type Bringing,
  bringPeople,
  claimConfirmation,
  consentsWithdrawn,
  erasePerson,
  figures,
  findPerson,
  findSupporter,
  hashOf,
  type Incoming,
  links,
  lockPeople,
  mailboxesOf,
  mailboxHashOf,
  normaliseEmail,
  peopleTexts,
  type PersonCard,
  personErased,
  type PersonId,
  personOfEmail,
  readPerson,
  type SeedSupporter,
  seedSupporters,
  supporterOfEmail,
  supportersByDay,
  wantsNews,
  withdrawConsents,
} from './core/index.ts'
export { audienceCriteria, audiences, type Criterion, findAudience, frozen, type Rule, selectedBy } from './audiences/index.ts'
export { backUp, openArchive, restore } from './exports/index.ts'
export { afterSigning, type Newcomer, newcomerOf, signForm } from './signing/index.ts'
