import type { Handle } from '#platform/db/handle'
import { isId } from '#platform/db/id'
import { namesOfGroups } from './queries/groups.ts'
import type { PageT } from './texts.ts'

type Account = { code: string; name: string }

/** Accounts of a group: its share (`group:ID`), and what of that is kept for a request (`aside:ID`). */
const OF_GROUP = /^(group|aside):(.+)$/

/** How accounts are called on pages: by number and name, those of a group by what the group is called today. One query. */
export async function accountNames(
  handle: Handle,
  accounts: readonly Account[],
  t: PageT,
): Promise<(account: Account) => string> {
  const groups = accounts.flatMap(({ code }) => OF_GROUP.exec(code)?.[2] ?? []).filter(isId)
  const names = await namesOfGroups(handle, groups)
  return ({ code, name }) => {
    const [, what, group = ''] = OF_GROUP.exec(code) ?? []
    if (!what) return `${code} ${name}`
    return t(what === 'group' ? 'accounting.account-group' : 'accounting.account-aside', { group: names.get(group) ?? '–' })
  }
}
