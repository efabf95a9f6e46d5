/** What other rooms may ask of providers. */
export { openProvider, signatureReader } from './opening.ts'
export { type Facts, type Means, type Parsed, type Payout, type Provider, ProviderAway, ProviderRefused } from './port.ts'
export { type Known, type Mode, type Part, PART_STATES, type PartKind, REACHED, type Reached } from './rules.ts'
export { texts as providerTexts } from './texts.ts'
