/** What other domains may ask of groups. */
export {
  findGroup,
  type GroupCard,
  groupFigures,
  groupForMember,
  groupForOrganiser,
  type GroupId,
  groupPageParts,
  groupPath,
  groupsAnchored,
  groupsLedBy,
  groupTexts,
  isTrusted,
  membersPath,
  nextMeeting,
  peopleOf,
  publicGroup,
  roleOf,
} from './core/index.ts'
export { boardPath, groupsWithLatest } from './boards/index.ts'
export { type MeetingCard, meetingEntry, meetingPath } from './meetings/index.ts'
