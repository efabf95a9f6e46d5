/** What other rooms may ask of the electoral roll. */
export { demoVote } from './demo.ts'
export { offered, readable } from './offered.ts'
export { type Ending, type Endings, endingsOf, stageOf, type Way } from './closing.ts'
export { everyRule, isDue, type Rule, ruleOf } from './law.ts'
export { dayBefore, type Deadline, endOf } from './rules/days.ts'
export { texts as rollTexts } from './texts.ts'
export { somewhereOf, townNamed, wholeCountry } from './town.ts'
export { areaName, coarsest, type Vote, type VotingHere, votesAhead, votesByTown, votesIn } from './votes.ts'
