import { type Static, Type } from 'typebox'
import { LOCALES } from '#platform/i18n/locales'
import { recordOf } from '#platform/named'
import { ticks } from '#platform/http/shapes'
import { COUNTS, PLACES, SKILLS, TASTES, TIMES } from './rules.ts'

const closed = { additionalProperties: false }
const oneOf = <V extends string>(values: readonly V[]) => Type.Unsafe<V>(Type.String({ enum: [...values] }))
const line = (maxLength: number) => Type.String({ format: 'line', maxLength })
const text = (maxLength: number) => Type.String({ format: 'text', maxLength, pattern: '\\S' })
const figures = <N extends string>(names: readonly N[]) =>
  Type.Optional(
    Type.Object(
      recordOf(names, () => Type.Optional(Type.String({ pattern: '^\\d{1,5}$' }))),
      closed,
    ),
  )

const recipe = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,59}$' })
export const RecipeParams = Type.Object({ recipe })
export const EditParams = Type.Object({ recipe, locale: oneOf(LOCALES) })
export const CommentParams = Type.Object({ comment: Type.String({ format: 'uuid' }) })

const minutes = TIMES.map(String)
/** What somebody looks for; a field left empty asks nothing. */
export const AskedQuery = Type.Object({
  time: Type.Optional(oneOf(['', ...minutes])),
  taste: Type.Optional(oneOf(['', ...TASTES])),
  skill: Type.Optional(oneOf(['', ...SKILLS])),
  with: Type.Optional(oneOf(['', 'alone', 'together'])),
})
export type AskedQuery = Static<typeof AskedQuery>

export const DeedForm = Type.Object({ figures: figures(COUNTS) }, closed)
export const CommentForm = Type.Object({ words: text(1000) }, closed)
export const SettleForm = Type.Object({ shown: oneOf(['yes', 'no']), reason: Type.Optional(text(500)) }, closed)

const words = {
  title: line(60),
  summary: line(160),
  why: text(1200),
  steps: text(2400),
  material: Type.Optional(text(800)),
  script: Type.Optional(text(1600)),
  rules: Type.Optional(text(1600)),
  report: Type.Optional(line(300)),
}
const facts = {
  minutes: oneOf(minutes),
  least: Type.String({ pattern: '^[1-9]\\d{0,2}$' }),
  most: Type.String({ pattern: '^[1-9]\\d{0,2}$' }),
  place: oneOf(PLACES),
  tastes: ticks(TASTES),
  skills: ticks(SKILLS),
  counts: ticks(COUNTS),
}

/** A new recipe, or its source anew: facts and words. */
export const RecipeForm = Type.Object(
  { ...facts, ...words, basis: Type.Optional(Type.String({ pattern: '^\\d{1,6}$' })) },
  closed,
)
export type RecipeForm = Static<typeof RecipeForm>
/** The words of a translation. `basis`: the version that the writer saw; `of`: the version of the source beside it. */
export const TranslationForm = Type.Object(
  { ...words, basis: Type.String({ pattern: '^\\d{1,6}$' }), of: Type.String({ pattern: '^\\d{1,6}$' }) },
  closed,
)
export type TranslationForm = Static<typeof TranslationForm>
