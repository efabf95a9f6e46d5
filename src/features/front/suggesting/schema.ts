import { type Static, Type } from 'typebox'
import { oneOf } from '#platform/http/shapes'
import { TASTES, TIMES } from '#recipes'

const degrees = Type.Optional(Type.String({ pattern: '^(-?\\d{1,3}(\\.\\d{1,12})?)?$' }))

/** What was tapped so far. `passed`: keys of what was seen just now. */
export const NowQuery = Type.Object({
  time: Type.Optional(oneOf(['', ...TIMES.map(String)])),
  place: Type.Optional(oneOf(['', 'home', 'here'])),
  where: Type.Optional(Type.String({ maxLength: 200 })),
  lat: degrees,
  lng: degrees,
  taste: Type.Optional(oneOf(['', 'any', ...TASTES])),
  passed: Type.Optional(Type.String({ maxLength: 2000 })),
})
export type NowQuery = Static<typeof NowQuery>

export const AsideForm = Type.Object(
  { key: Type.String({ pattern: '^[a-z]+ [\\w-]{1,80}$' }), next: Type.String({ maxLength: 2400 }) },
  { additionalProperties: false },
)
