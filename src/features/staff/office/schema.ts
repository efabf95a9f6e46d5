import { Type } from 'typebox'

export const SearchForm = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) })
