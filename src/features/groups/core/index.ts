/** What other slices may ask of groups. */
export { groupForMember, groupForOrganiser, groupOfTerritory, type MemberStanding, publicGroup } from './access.ts'
export { createGroup, mayFound } from './commands/create.ts'
export { joinGroup } from './commands/join.ts'
export { handOver } from './commands/leave.ts'
export { agreedBy } from './wording.ts'
export { divideGroup, type Division, joinGroups } from './commands/divide.ts'
export { lockGroup, setNextMeeting, setPicture, touchGroup } from './commands/locks.ts'
export { peopleOf } from './commands/telling.ts'
export { setMails } from './commands/sharing.ts'
export { describe, type GroupCardProps, languageOf, nextMeeting } from './describing.ts'
export { groupsJoined, memberJoined, memberLeft } from './events.ts'
export { GroupCards } from './group-cards.tsx'
export { JoinPage } from './membership.page.tsx'
export { SharingForm } from './schema.ts'
export { SharingBoxes } from './sharing-boxes.tsx'
export { groupPath, membersPath, picturePath } from './paths.ts'
export {
  groupFigures,
  type GroupInList,
  groupsWhere,
  nearestGroups,
  nearestGroupsPage,
  type NearCursor,
  type NearGroup,
  SEEN,
  type Wanted,
} from './queries/find.ts'
export { LANGUAGES, mayEnter, roomOf, stateOf, THEMES } from './rules.ts'
export { oneOf } from './schema.ts'
export { nameFor } from './showing.ts'
export { findGroup, findMembership, groupsOf, mailboxless, members, requests, roleOf } from './queries/group.ts'
export { familyOf, linesOf } from './queries/line.ts'
export { liesIn } from './queries/staff.ts'
export { texts as groupTexts } from './texts.ts'
export type { GroupCard, GroupId } from './tables.ts'
