/** What other domains may ask of people. */
export { type Purpose, purposes, type Wording, wording, wordsOf } from './ledger/index.ts'
export { hashOf } from './addresses/index.ts'
export {
  claimConfirmation,
  consentsWithdrawn,
  erasePerson,
  figures,
  findPerson,
  findSupporter,
  keepWords,
  NEWS,
  leavePath,
  lockPeople,
  mailboxHashOf,
  type PersonCard,
  personErased,
  type PersonId,
  personOfEmail,
  supportersByDay,
} from './core/index.ts'
export { mayBeCalled } from './addresses/index.ts'
export { reach } from './gate/index.ts'
export { reachNow } from './directory/index.ts'
export { bringingTexts, bringPeople, type Incoming, readPerson } from './bringing/index.ts'
export { audienceCriteria, audiences, frozenRuleOf, type Rule, selectedBy } from './audiences/index.ts'
export { backUp, openArchive, restore } from './exports/index.ts'
export { afterSigning, newcomerOf, signForm } from './signing/index.ts'
