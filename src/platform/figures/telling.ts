/** Below this a figure by place could point at a person; what is told, is told in steps of it. */
export const STEP = 5

/**
 * What may be told of small counts that stand beside their exact total: each by the step of five that it has reached; null for what is not told.
 * Under five nothing is; and while what is left of the total would fix a count that is hidden, the smallest that are told are hidden too
 * (complementary suppression: Hundepool et al., Statistical Disclosure Control, 2012, ch. 4). Pure.
 *
 * `left` is what hidden counts and the parts under a step share. At its least and its most there is one way to share it. A step before each is kept
 * as a margin, so that the difference to the next day, when one count goes up, does not get there either. A count that was told and falls below five
 * is known to whoever kept what was told: no rule without a memory hides that. Nothing is told of the only one that would be.
 */
export function tellCounts(counts: readonly number[]): (number | null)[] {
  const told = (from: number) => counts.map((n) => (n >= from ? stepOf(n) : null))
  let from = STEP
  for (;;) {
    const shown = counts.filter((n) => n >= from)
    const hidden = counts.length - shown.length
    if (hidden === 0) return told(from)
    if (shown.length < 2) return told(Infinity)
    const left = sum(counts) - sum(shown.map(stepOf))
    const most = (STEP - 1) * shown.length + (from - 1) * hidden
    if (left >= STEP && left <= most - STEP) return told(from)
    from = stepOf(Math.min(...shown)) + STEP
  }
}

const stepOf = (n: number) => n - (n % STEP)
const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0)
