/** What other rooms may ask of the pages on which one gives. */
export { DonorFields, labelsOf } from './donor-fields.tsx'
export { Mentions, ReviewPage } from './give.page.tsx'
export { LEAST, modesFor, readOffer, saidFields, type Typed } from './reading.ts'
export { otherWays } from './slots.ts'
export { isOpen, mentionsOf, payerFacts } from './saying.ts'
export { pageTexts as offeringTexts } from './texts.ts'
