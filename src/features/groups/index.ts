/** What other domains may ask of groups. */
export {
  agreedBy,
  describe,
  findGroup,
  type GroupCard,
  type GroupCardProps,
  GroupCards,
  groupFigures,
  groupForMember,
  groupForOrganiser,
  type GroupId,
  groupPath,
  groupsLedBy,
  groupsOf,
  groupTexts,
  mayEnter,
  membersPath,
  nearestGroups,
  nextMeeting,
  peopleOf,
  publicGroup,
  roleOf,
} from './core/index.ts'
export { joinGroup, joiningTexts, JoinPage, SharingForm } from './joining/index.ts'
export { boardPath, latestFor } from './boards/index.ts'
export { type MeetingCard, meetingPath } from './meetings/index.ts'
