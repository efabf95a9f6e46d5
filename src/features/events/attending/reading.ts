import { Invalid } from '#platform/errors'
import type { AskingForm } from './schema.ts'

type Question = { id: string; required: boolean }

/** What somebody asks for, and answered. Throws Invalid where a question that must be answered is not. */
export function readAsking(form: AskingForm, questions: Question[]) {
  const answers = Object.fromEntries(
    questions.flatMap(({ id }): [string, string][] => (form.answers?.[id]?.trim() ? [[id, form.answers[id].trim()]] : [])),
  )
  const missing = questions.filter(({ id, required }) => required && !answers[id])
  if (missing.length > 0) throw new Invalid(Object.fromEntries(missing.map(({ id }) => [`answers[${id}]`, 'form.required'])))
  return {
    seats: Number(form.seats ?? 1),
    role: form.role ?? null,
    answers,
    remind_day: form.remind_day === 'true',
    remind_hours: form.remind_hours === 'true',
  }
}
