import { Type } from 'typebox'
import { line, uuid } from '#platform/http/shapes'

const closed = { additionalProperties: false }
const year = Type.String({ pattern: '^2\\d{3}$' })

export const TokenParams = Type.Object({ token: line(200) })
export const YearParams = Type.Object({ year, donor: uuid })
export const OneYearParams = Type.Object({ year })
export const TokenYearParams = Type.Object({ token: line(200), year, donor: uuid })
export const TokenOneYearParams = Type.Object({ token: line(200), year })
export const StaffParams = Type.Object({ recipient: uuid, gift: uuid })
/** Where the page before ended. */
export const Paging = Type.Object({ before: Type.Optional(uuid) }, closed)
