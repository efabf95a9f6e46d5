/** What other rooms may ask of a letter's text. */
export { compile, FaultyTemplate, type Setting, type Source } from './compile.ts'
export { type Fault, type Letter, lint } from './lint.ts'
export { deadLinks, type LinkInLetter, linksIn } from './links.ts'
export { type Program, preview } from './program.ts'
export { render, type Reader } from './render.ts'
export { texts as writingTexts } from './texts.ts'
export { isLinkVariable, type Values, VARIABLE_NAMES, type VariableName } from './variables.ts'
export type { Wrapper } from './wrapper.tsx'
