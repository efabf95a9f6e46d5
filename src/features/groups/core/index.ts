/** What other rooms may ask of groups. */
export {
  groupFor,
  groupForMember,
  groupForNewcomer,
  groupForOrganiser,
  groupOfTerritory,
  type MemberStanding,
  newcomerDay,
  publicGroup,
  type Standing,
} from './access.ts'
export { changeGroup, createGroup, type GroupDetails, mayFound } from './commands/create.ts'
export { divideGroup, type Division, moveMembers, type Moving } from './commands/divide.ts'
export { handOver, setRole, takeOver } from './commands/lead.ts'
export {
  heldBy,
  lockBoth,
  lockGroup,
  roleIn,
  setListed,
  setNextMeeting,
  setPicture,
  touchGroup,
  vouchFor,
} from './commands/locks.ts'
export { closeEmpty, enter, type Entering, nod, takeOut } from './commands/members.ts'
export { setMails, SHARINGS, writeSharing } from './commands/sharing.ts'
export { peopleOf } from './commands/telling.ts'
export { badgesOf, describe, type GroupCardProps, nextMeeting, sizeText } from './describing.ts'
export { groupsJoined, memberJoined, memberLeft } from './events.ts'
export { GroupCards } from './group-cards.tsx'
export { chargedLetter, groupLetter, type Reader } from './mails.tsx'
export { groupPageParts, partsOfPage } from './page-parts.ts'
export { groupPath, membershipPath, membersPath, picturePath } from './paths.ts'
export {
  groupFigures,
  type GroupInList,
  groupsMeetingNext,
  groupsWhere,
  nearestGroups,
  nearestGroupsPage,
  type NearCursor,
  SEEN,
  type Wanted,
} from './queries/find.ts'
export { invitation, mayBeAsked } from './queries/asking.ts'
export {
  findGroup,
  findMembership,
  type GroupRecord,
  groupsAnchored,
  groupsLedBy,
  groupsOf,
  mailboxless,
  type Member,
  members,
  roleOf,
} from './queries/group.ts'
export { familyOf, linesOf } from './queries/line.ts'
export { liesIn } from './queries/territory.ts'
export {
  inDays,
  isTrusted,
  letsHerselfIn,
  mayEnter,
  MOST_JOINED,
  mustHandOver,
  roomOf,
  seesMembers,
  stateOf,
  THEMES,
} from './rules.ts'
export { GroupParams, sharing } from './schema.ts'
export { SharingBoxes } from './sharing-boxes.tsx'
export { membersShownTo, nameFor, type ShownMember, shownTo } from './showing.ts'
export { texts as groupTexts } from './texts.ts'
export { agreedBy, sharingWords } from './wording.ts'
export type { GroupCard, GroupId } from './tables.ts'
