import { Type } from 'typebox'
import { degrees, line, oneOf, text, ticked, ticks } from '#platform/http/shapes'
import { LANGUAGES } from '#platform/i18n/languages'
import { sharing, THEMES } from '../core/index.ts'

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
    sharing,
  },
  { additionalProperties: false },
)
