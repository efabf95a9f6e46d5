import type { Locale } from '#platform/i18n/locales'
import { type Encoding, liquidOf, sayDay, written } from './saying.ts'
import { cleaned, type Values, type VariableName } from './variables.ts'

/** What is compared or said: a variable, or what stands in the template. */
export type Operand = { name: VariableName } | { constant: string | number | boolean | null }
export type Condition = Operand | { op: '==' | '!=' | 'and' | 'or'; left: Condition; right: Condition }
export type Step = { does: 'default'; with: Operand } | { does: 'date'; as: string } | { does: 'escape' }

/** Where a letter differs from reader to reader. */
export type Slot =
  | { is: 'value'; of: Operand; steps: Step[] }
  | { is: 'if'; branches: { when: Condition; says: Part }[]; otherwise: Part }
  /** What is said in a way that only the whole of Liquid knows: slower, and bounded. */
  | { is: 'liquid'; source: string }

/** A text cut at what differs: `literals[0] slots[0] literals[1] …`; one literal more than slots. Plain data: it is frozen as JSON. */
export type Part = { literals: string[]; slots: Slot[] }

/** A letter in one language, compiled once. Preview and sending fill the same parts. */
export type Program = {
  locale: Locale
  /** Headers that are the same for all, each line ended. */
  head: string
  boundary: string
  subject: Part
  html: Part
  text: Part
}

/** How a part is filled: as which kind of text, in which language. */
export type Filling = { encoding: Encoding; locale: Locale }

/** The letter as one reader sees it: of the same parts as what is sent. */
export function preview(
  { subject, html, text, locale }: Program,
  values: Values,
): { subject: string; html: string; text: string } {
  const asText: Filling = { encoding: 'text', locale }
  return {
    subject: fill(subject, values, asText),
    html: fill(html, values, { encoding: 'html', locale }),
    text: fill(text, values, asText),
  }
}

/** The part for one reader. */
export function fill({ literals, slots }: Part, values: Values, filling: Filling): string {
  let filled = literals[0]!
  for (let at = 0; at < slots.length; at++) filled += slotFor(slots[at]!, values, filling) + literals[at + 1]!
  return filled
}

function slotFor(slot: Slot, values: Values, filling: Filling): string {
  if (slot.is === 'if') return fill(branchFor(slot, values), values, filling)
  return slot.is === 'value' ? valueFor(slot, values, filling) : liquidOf(slot.source, values, filling)
}

/** What is said of one reader, encoded as its part is. */
export function valueFor({ of, steps }: Extract<Slot, { is: 'value' }>, values: Values, { encoding, locale }: Filling): string {
  let value = read(of, values)
  for (const step of steps) {
    if (step.does === 'default' && (value === null || value === '' || value === false)) value = read(step.with, values)
    if (step.does === 'date') value = sayDay(locale, value, step.as)
  }
  return written(value, encoding)
}

/** The part that stands there for one reader. */
export function branchFor({ branches, otherwise }: Extract<Slot, { is: 'if' }>, values: Values): Part {
  return branches.find(({ when }) => truth(when, values))?.says ?? otherwise
}

const read = (operand: Operand, values: Values) => ('name' in operand ? cleaned(values[operand.name]) : operand.constant)

/** Liquid takes everything for true but `nil` and `false`. */
const truth = (condition: Condition, values: Values): boolean => {
  const value = judge(condition, values)
  return value !== null && value !== false
}

function judge(condition: Condition, values: Values): string | number | boolean | null {
  if (!('op' in condition)) return read(condition, values)
  const { op, left, right } = condition
  if (op === 'and') return truth(left, values) && truth(right, values)
  if (op === 'or') return truth(left, values) || truth(right, values)
  return (judge(left, values) === judge(right, values)) === (op === '==')
}
