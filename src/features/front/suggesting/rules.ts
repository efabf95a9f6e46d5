type Scored = { key: string; score: number }

/**
 * What is proposed: the best that was neither put aside nor passed over just now. Passed over all: from the beginning again. Gives the one, and whether
 * there is another.
 */
export function choose<S extends Scored>(
  suggestions: readonly S[],
  { aside, passed }: { aside: readonly string[]; passed: readonly string[] },
): { one: S | undefined; more: boolean; again: boolean } {
  const left = suggestions.filter(({ key }) => !aside.includes(key))
  const fresh = left.filter(({ key }) => !passed.includes(key))
  const again = fresh.length === 0 && left.length > 0
  const from = again ? left : fresh
  return { one: from[0], more: left.length > 1, again }
}
