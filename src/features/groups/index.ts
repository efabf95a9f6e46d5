/** What other domains may ask of groups. */
export {
  findGroup,
  type GroupCard,
  groupFigures,
  groupForMember,
  groupForOrganiser,
  type GroupId,
  groupOfTerritory,
  groupPath,
  groupsOf,
  groupTexts,
  languageOf,
  LANGUAGES,
  lockGroup,
  membersPath,
  nextMeeting,
  oneOf,
  peopleOf,
  picturePath,
  publicGroup,
  roleOf,
  setPicture,
} from './core/index.ts'
export { boardPath, latestFor } from './boards/index.ts'
export { type MeetingCard, meetingPath } from './meetings/index.ts'
