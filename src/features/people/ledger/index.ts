/** What other rooms may ask of the ledger. */
export {
  agreedNames,
  askedIn,
  type Channel,
  channelOf,
  contactsOf,
  pointKindOf,
  pointKindsOf,
  type Purpose,
  purposeNamed,
  purposes,
  purposesOf,
} from './purposes.ts'
export { currentVersion, type Wording, withdrawalWording, wording, wordsOf } from './wordings.ts'
export type { LedgerCard } from './tables.ts'
export { agreedOfPerson, currentConsents, lastWordsOf, ledger, takenBackByMerge, withdrawnBy, wordsOnList } from './queries.ts'
export { binds, bindsPoint, MAILBOX, type Word } from './binding.ts'
export { agreedBy, recordRows, recordSelected, recordWords, type Said, type Telling } from './commands/words.ts'
export { forgetUnproved, isUnproved, keepUnproved } from './commands/unproved.ts'
export { copySuppressions, forgetErasure, leaveAlone, lift, type Lifting, suppress, takeAlong } from './commands/suppressing.ts'
export { keepWithdrawals, takeListApart, takeWordsApart } from './commands/merging.ts'
