import { Type } from 'typebox'
import { line } from '#platform/http/shapes'

export const TokenParams = Type.Object({ token: line(200) })
