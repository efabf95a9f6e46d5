/** What other rooms may ask of the gate. */
export { askGate } from './asking.ts'
export type { Contact } from './contact.ts'
export { contactsMade } from './made.ts'
export { mayNot } from './choosing.ts'
