import { Type } from 'typebox'
import { oneOf, text, uuid } from '#platform/http/shapes'
import { sharing } from '../core/index.ts'

export const MemberParams = Type.Object({ group: uuid, person: uuid })
export const InvitationParams = Type.Object({ group: uuid, invitation: uuid })
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 120 }) })

/** An invitation that leads to the page on which one joins. */
export const InvitedQuery = Type.Object({ invitation: Type.Optional(Type.String()) })

export const SharingForm = Type.Object(
  { sharing, words: Type.Optional(text(500)), invitation: Type.Optional(Type.String({ maxLength: 120 })) },
  { additionalProperties: false },
)

export const MailsForm = Type.Object({ mails: oneOf(['all', 'digest', 'none']) }, { additionalProperties: false })
export const RoleForm = Type.Object({ role: oneOf(['member', 'organiser']) })
export const RemovalForm = Type.Object({ reason: text(500) }, { additionalProperties: false })
export const InviteForm = Type.Object(
  { email: Type.String({ format: 'email', maxLength: 254 }) },
  { additionalProperties: false },
)
