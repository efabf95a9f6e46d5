/**
 * What a letter may say of its reader, of the movement and of itself. `maybe`: unknown of some readers, so that a letter says what stands there
 * then. `link`: an address, which may stand where a link leads. Each is described by the text `writing.variable.NAME`.
 */
const VARIABLES = {
  first_name: { maybe: true, link: false },
  town: { maybe: true, link: false },
  movement: { maybe: false, link: false },
  contact: { maybe: false, link: false },
  sent_on: { maybe: false, link: false },
  'links.unsubscribe': { maybe: false, link: true },
  'links.preferences': { maybe: false, link: true },
  'links.browser': { maybe: false, link: true },
} as const

export type VariableName = keyof typeof VARIABLES

/** In the order in which an editor lists them. */
export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[]

export const isVariable = (name: string): name is VariableName => Object.hasOwn(VARIABLES, name)
export const mayBeUnknown = (name: VariableName): boolean => VARIABLES[name].maybe
export const isLinkVariable = (name: VariableName): boolean => VARIABLES[name].link

/** What is known of one reader. Of what is not, null; `sent_on` is a day, `YYYY-MM-DD`. */
export type Values = Readonly<Partial<Record<VariableName, string | null>>>

/** Everything that ends a line, moves the pen or hides: in a value it is a space, or nothing (C0, C1, line and paragraph separators, marks of direction). */
const HIDDEN = /[\p{Cc}\u2028\u2029]+|[\u202a-\u202e\u2066-\u2069\ufeff]/gu
const MAY_HIDE = /[^ -~\u00a0-\u024f]/

/** A value as a letter says it: one line; nothing at all is null, so that `default` and `if` know it. */
export function cleaned(value: string | null | undefined): string | null {
  if (!value) return null
  const clean = MAY_HIDE.test(value) ? value.replace(HIDDEN, (found) => (/\p{Cf}/u.test(found) ? '' : ' ')) : value
  return clean.trim() === '' ? null : clean
}
