/** What other rooms may ask of gifts. */
export { acceptGift } from './commands/accept.ts'
export { cancelPromise, declineGift, recordArrival } from './commands/change.ts'
export { refundGift, TWO_FROM } from './commands/refund.ts'
export { figuresOf, type Figures, findGift, type GiftRecord, giftsTo, heldFor } from './queries/gifts.ts'
export { referenceOf, type State } from './rules.ts'
export { pageTexts as giftTexts } from './texts.ts'
