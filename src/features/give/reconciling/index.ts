/** What other rooms may ask of what a line of a bank is. */
export { bookBack, bookPayout, noonOf } from './booking.ts'
export { isUndoing, judgeGifts, judgePayouts, judgeUndoing, type Verdict } from './judging.ts'
export { APART, type Kept, pairLines } from './pairing.ts'
export { looksLikePayout, type Payout } from './payouts.ts'
export { type Candidate, isWaiting, type LineState, mayReopen, WAITING } from './states.ts'
export { texts as reconcilingTexts } from './texts.ts'
