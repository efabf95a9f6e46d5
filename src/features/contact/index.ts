/** What other domains may ask of contact: whether, when and by which rule somebody may be reached. */
export { type Answer } from './law/index.ts'
export { askGate, type Contact, contactsMade, mayNot } from './gate/index.ts'
