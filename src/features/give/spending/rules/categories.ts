import categories from '../data/categories.json' with { type: 'json' }
import ceilings from '../data/ceilings.json' with { type: 'json' }

/** What spending is for, each with the number of its account in the general chart of accounts, as far as that has one. The list is ours. */
export const CATEGORIES: readonly { key: string; account: string }[] = categories

/** Throws for what is no category: a row has none that is not in the list. */
export function accountOf(category: string): string {
  const found = CATEGORIES.find(({ key }) => key === category)
  if (!found) throw new RangeError(`No category: ${category}`)
  return found.account
}

export const CEILINGS: readonly {
  id: string
  country: string
  kinds: string[]
  due: boolean
  article: string
  source: string
  review_by: string
}[] = ceilings

/** The article by which the law of a country sets a ceiling for such a recipient; undefined: none was read. How high it is, its officers enter. */
export const ceilingRuleFor = ({ country, kind }: { country: string; kind: string }) =>
  CEILINGS.find((one) => one.country === country && one.kinds.includes(kind))
