/** What other rooms may ask of the gate. */
export { mayReach, whyNotEach } from './queries.ts'
export { texts as gateTexts } from './texts.ts'
export { reach } from './asking.ts'
