/** What other rooms may ask of what a line of a bank is. */
export { bookBack, bookPayout, noonOf } from './booking.ts'
export { gapsOf } from './gaps.ts'
export { isUndoing, judgeArrivals, judgePayouts, judgeUndoing, type Verdict } from './judging.ts'
export { APART, type Kept, pairLines } from './pairing.ts'
export { looksLikePayout, type Payout } from './payouts.ts'
export { type Expected, type Expecting, expecting, expectingIn, expectingOf } from './expecting.ts'
export { type Brings, type Candidate, isWaiting, type LineState, mayReopen, WAITING } from './states.ts'
export { texts as reconcilingTexts } from './texts.ts'
