import { Type } from 'typebox'
import { oneOf, uuid } from '#platform/http/shapes'
import { TICKED } from './rules.ts'

export const TaskParams = Type.Object({ group: uuid, task: uuid })
export const StepParams = Type.Object({ group: uuid, step: oneOf(TICKED) })

export const TaskForm = Type.Object(
  {
    words: Type.String({ format: 'line', minLength: 1, maxLength: 200, pattern: '\\S' }),
    due_on: Type.Optional(Type.String({ format: 'line', maxLength: 10, pattern: '^2\\d{3}-\\d{2}-\\d{2}$' })),
  },
  { additionalProperties: false },
)

/** What a member does with a task. */
export const TaskAct = Type.Object({ act: oneOf(['take', 'leave', 'finish', 'remove']) }, { additionalProperties: false })
export const StepForm = Type.Object({ done: oneOf(['yes', 'no']) }, { additionalProperties: false })
export const HandOverForm = Type.Object({ to: uuid }, { additionalProperties: false })
