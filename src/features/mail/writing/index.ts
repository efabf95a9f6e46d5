/** What other rooms may ask of a letter's text. */
export { compile, FaultyTemplate, type Setting, type Source } from './compile.ts'
export { type Fault, lint } from './lint.ts'
export { type Program, preview } from './program.ts'
export { render } from './render.ts'
export { texts as writingTexts } from './texts.ts'
export { type Values, VARIABLE_NAMES } from './variables.ts'
