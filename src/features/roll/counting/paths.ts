import type { VoteId } from '../stations/index.ts'

export const publicPath = (vote: VoteId) => `/vote/results/${vote}`
