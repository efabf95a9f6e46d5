import { type Template, TypeGuards, type Token } from 'liquidjs'
import { DAYS, engineFor } from './saying.ts'
import type { Condition, Operand, Part, Slot, Step } from './program.ts'
import { isVariable } from './variables.ts'
import { tagsIn } from '#content'

/** What is wrong with a template: a text `writing.fault.KEY`, with the tag that it is about. */
export type TemplateFault = { key: 'liquid' | 'tag' | 'filter' | 'variable' | 'date' | 'condition' | 'unclosed'; said: string }

/** A template read: what it is cut into, what is wrong with it, what it names, and what it says without a word for whoever has none. */
export type Read = { part: Part; faults: TemplateFault[]; names: Set<string>; bare: Set<string> }

const EMPTY: Part = { literals: [''], slots: [] }

/** `guarded`: asked for by an `if` around what is read now. */
type Reader = Omit<Read, 'part'> & { source: string; guarded: readonly string[] }

/** Reads a template once and for all. `encoding` and language make no difference to what it is cut into. */
export function readTemplate(source: string): Read {
  const reader: Reader = { source, faults: [], names: new Set(), bare: new Set(), guarded: [] }
  const found = { faults: reader.faults, names: reader.names, bare: reader.bare }
  if (!/\{[{%]/.test(source)) return { part: { literals: [source], slots: [] }, ...found }
  try {
    const part = partOf(engineFor({ encoding: 'text', locale: 'en' }).parse(source), reader)
    return { part, ...found }
  } catch (error) {
    reader.faults.push(refusalOf(error, source))
    return { part: EMPTY, ...found }
  }
}

/** What liquidjs says, in our words. */
function refusalOf(error: unknown, source: string): TemplateFault {
  // As liquidjs throws them: what is not Liquid at all ends elsewhere.
  const { message, token } = error as { message: string; token?: { input: string; begin: number; end: number } }
  if (!token) throw error
  const said = tagsIn(source.slice(token.begin))[0] ?? source.slice(token.begin, token.begin + 40)
  if (message.startsWith('undefined filter')) return { key: 'filter', said: /filter: ([^,]+)/.exec(message)![1]! }
  if (/^tag "[^"]*" not found/.test(message)) return { key: 'tag', said }
  return { key: message.includes('not closed') ? 'unclosed' : 'liquid', said }
}

/** Cuts templates at what differs. */
function partOf(templates: Template[], reader: Reader): Part {
  const part: Part = { literals: [''], slots: [] }
  const say = (text: string) => (part.literals[part.literals.length - 1] += text)
  for (const template of templates) {
    if ('str' in template) say(String(template.str))
    else {
      const slot = slotOf(template, reader)
      if (!slot) continue
      part.slots.push(slot)
      part.literals.push('')
    }
  }
  return part
}

// As liquidjs 10.30 builds them: what is read of its templates, and no more.
type Filter = { name: unknown; args: unknown[] }
type Value = { initial: { postfix: Token[] }; filters: Filter[] }
type Branch = { value: Value; templates: Template[] }
type Parsed = Template & { name?: string; value?: Value; branches?: Branch[]; elseTemplates?: Template[] }

function slotOf(template: Parsed, reader: Reader): Slot | undefined {
  const { name, value, branches = [], elseTemplates = [], token } = template
  const said = reader.source.slice(token.begin, token.end)
  if (name === 'comment') return undefined
  if (name === undefined && value) return outputOf(value, said, reader)
  const read = branches.map(({ value: asked, templates }, at) => {
    const when = conditionOf(asked, said, reader)
    // `unless` turns its first condition round, and no other.
    if (name === 'unless' && at === 0) return { when: notOf(when), says: partOf(templates, reader) }
    return { when, says: partOf(templates, { ...reader, guarded: [...reader.guarded, ...namesIn(when)] }) }
  })
  return { is: 'if', branches: read, otherwise: partOf(elseTemplates, reader) }
}

/** What is known where a condition holds. */
function namesIn(condition: Condition): string[] {
  if ('name' in condition) return [condition.name]
  return 'op' in condition && condition.op === 'and' ? [...namesIn(condition.left), ...namesIn(condition.right)] : []
}

/** True where the other is not: `unless`. A bare variable may be any text, so both `nil` and `false` are asked. */
const notOf = (condition: Condition): Condition => ({
  op: '==',
  left: { op: 'or', left: condition, right: { constant: false } },
  right: { constant: false },
})

function outputOf({ initial, filters }: Value, said: string, reader: Reader): Slot | undefined {
  const own = filters.filter(({ name }) => typeof name === 'string' && isNamed(name))
  const of = initial.postfix.length === 1 ? operandOf(initial.postfix[0]!, said, reader) : undefined
  if (initial.postfix.length !== 1) reader.faults.push({ key: 'liquid', said })
  if (!of) return undefined
  const steps = own.map((filter) => stepOf(filter, said, reader))
  const simple =
    steps.every((step) => step !== undefined) && steps.every((step, at) => step.does !== 'escape' || at === steps.length - 1)
  if ('name' in of && !steps.some((step) => step?.does === 'default') && !reader.guarded.includes(of.name))
    reader.bare.add(of.name)
  return simple ? { is: 'value', of, steps: steps.filter((step) => step !== undefined) } : { is: 'liquid', source: said }
}

/** The filter that liquidjs adds to write values safely has a function for a name. */
const isNamed = (name: string): boolean => /^[a-z_]+$/.test(name)

/** undefined: only the whole of Liquid knows it. */
function stepOf({ name, args }: Filter, said: string, reader: Reader): Step | undefined {
  const [arg] = args as [Token?]
  if (name === 'escape' && args.length === 0) return { does: 'escape' }
  if (name === 'default' && arg && args.length === 1) {
    const value = operandOf(arg, said, reader)
    return value && { does: 'default', with: value }
  }
  if (name !== 'date') return undefined
  const as = arg === undefined ? 'long' : arg && TypeGuards.isQuotedToken(arg) ? String(arg.content) : ''
  if (!DAYS.some((one) => one === as)) reader.faults.push({ key: 'date', said })
  return { does: 'date', as }
}

function operandOf(token: Token, said: string, reader: Reader): Operand | undefined {
  if (TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token)) return { constant: token.content }
  if (TypeGuards.isLiteralToken(token) && ['true', 'false', 'nil', 'null'].includes(token.literal))
    return { constant: token.literal === 'true' ? true : token.literal === 'false' ? false : null }
  const name = nameOf(token)
  if (name === undefined) {
    reader.faults.push({ key: 'liquid', said })
    return undefined
  }
  reader.names.add(name)
  if (isVariable(name)) return { name }
  reader.faults.push({ key: 'variable', said: name })
  return undefined
}

/** `links.browser`; undefined: it is no plain name. */
function nameOf(token: Token): string | undefined {
  if (!TypeGuards.isPropertyAccessToken(token) || token.variable) return undefined
  const parts = token.props.map((prop) => ('content' in prop && typeof prop.content === 'string' ? prop.content : undefined))
  return parts.includes(undefined) ? undefined : parts.join('.')
}

/** A condition as liquidjs reads it: operands first, then what joins them. */
function conditionOf({ initial, filters }: Value, said: string, reader: Reader): Condition {
  const stack: Condition[] = []
  for (const token of initial.postfix) {
    if (!TypeGuards.isOperatorToken(token)) stack.push(operandOf(token, said, reader) ?? { constant: null })
    else {
      const [right, left] = [stack.pop(), stack.pop()]
      const op = (['==', '!=', 'and', 'or'] as const).find((one) => one === token.operator)
      if (!op || !left || !right) return refused(said, reader)
      stack.push({ op, left, right })
    }
  }
  return stack.length === 1 && filters.every(({ name }) => !isNamed(String(name))) ? stack[0]! : refused(said, reader)
}

function refused(said: string, { faults }: Reader): Condition {
  faults.push({ key: 'condition', said })
  return { constant: null }
}
