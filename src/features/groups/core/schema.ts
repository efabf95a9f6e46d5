import { Type } from 'typebox'
import { LANGUAGES, THEMES } from './rules.ts'

/** One of these texts. */
export const oneOf = <T extends string>(names: readonly T[]) =>
  Type.Unsafe<T>(Type.Union(names.map((name) => Type.Literal(name))))

const uuid = Type.String({ format: 'uuid' })
const ticked = Type.Optional(Type.Literal('true'))
const line = (maxLength: number) => Type.String({ format: 'line', maxLength })
const text = (maxLength: number) => Type.String({ format: 'text', maxLength })
const degrees = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,12})?$' })
const ticks = <K extends string>(names: readonly K[]) =>
  Type.Optional(
    Type.Object(Object.fromEntries(names.map((name) => [name, ticked])) as Record<K, typeof ticked>, {
      additionalProperties: false,
    }),
  )

export const GroupParams = Type.Object({ group: uuid })
export const MemberParams = Type.Object({ group: uuid, person: uuid })
export const InvitationParams = Type.Object({ group: uuid, invitation: uuid })
export const NoticeParams = Type.Object({ group: uuid, notice: uuid })
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 120 }) })

export const GroupForm = Type.Object(
  {
    name: Type.String({ format: 'name', minLength: 3, maxLength: 80 }),
    description: Type.Optional(text(2000)),
    habits: Type.Optional(line(300)),
    where: line(120),
    address: Type.Optional(line(200)),
    lat: Type.Optional(degrees),
    lng: Type.Optional(degrees),
    precision: oneOf(['exact', 'street', 'town']),
    languages: ticks(LANGUAGES),
    themes: ticks(THEMES),
    accessible: ticked,
    joining: oneOf(['open', 'approval']),
    sharing: ticks(['organisers_see', 'shows_name', 'shows_contact']),
  },
  { additionalProperties: false },
)

export const SharingForm = Type.Object(
  {
    sharing: ticks(['organisers_see', 'shows_name', 'shows_contact']),
    words: Type.Optional(text(500)),
    invitation: Type.Optional(Type.String({ maxLength: 120 })),
  },
  { additionalProperties: false },
)

export const MailsForm = Type.Object({ mails: oneOf(['all', 'digest', 'none']) }, { additionalProperties: false })
export const RoleForm = Type.Object({ role: oneOf(['member', 'organiser']) })
export const RemovalForm = Type.Object({ reason: text(500) }, { additionalProperties: false })
export const ListingForm = Type.Object({ reason: text(1000), listed: oneOf(['yes', 'no']) }, { additionalProperties: false })
export const ReplyForm = Type.Object({ reply: text(1000) }, { additionalProperties: false })
export const ReportForm = Type.Object(
  { words: text(1000), website: Type.Optional(Type.String({ maxLength: 200 })) },
  { additionalProperties: false },
)
export const InviteForm = Type.Object(
  { email: Type.String({ format: 'email', maxLength: 254 }) },
  { additionalProperties: false },
)
