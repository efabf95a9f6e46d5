import { Type } from 'typebox'
import { line, uuid } from '#platform/http/shapes'
import { recordOf } from '#platform/named'
import fr from './data/fr.json' with { type: 'json' }

const closed = { additionalProperties: false }

const QUESTIONS = Object.entries(fr.questions).flatMap(([name, question]) => ('stage' in question ? [] : [name]))

/** Answers so far; which of them are answers to their question says the tree. */
const answers = recordOf(QUESTIONS, () => Type.Optional(line(120)))
export const AnswersForm = Type.Object(answers, closed)

const before = Type.String({ pattern: '^\\d{1,3}$' })
export const ReminderForm = Type.Object({ email: Type.String({ format: 'email' }), vote: uuid, before }, closed)
export const CalendarForm = Type.Object({ vote: uuid, before }, closed)
export const LeafletForm = Type.Object({ where: line(120) }, closed)
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 120 }) })
export const CountryParams = Type.Object({ country: Type.String({ pattern: '^[a-z]{2}$' }) })
