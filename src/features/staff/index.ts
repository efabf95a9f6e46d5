/** What other domains may ask of staff. */
export {
  approvalOf,
  askApproval,
  heldWithin,
  mandatesOf,
  record,
  roleName,
  staffTexts,
  tellingCharged,
  useApproval,
  whoOpened,
  withdrawApprovals,
  witnessOf,
} from './core/index.ts'
export { office } from './office/index.ts'
export { daysOf, isVoteNear, silenceAt, silences, votes, votesChanged, votingIn } from './elections/index.ts'
export { forPrograms, isAsSeen, sendOnce, sendTagged } from './keys/index.ts'
export { setupLink } from './movement/index.ts'
