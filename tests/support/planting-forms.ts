import type { Signer } from './groups.ts'
import type { TestProgram } from './program.ts'
import type { Visitor } from './staff.ts'

type Staff = Visitor & { email: string; account: string }

/** Ids of what was made, by the parameter of the doors that takes them; more than one where a door shows them differently. */
export type Ids = Record<string, string[]>

export type World = {
  ids: Ids
  chief: Staff
  zoe: Signer
  olga: Signer
  helene: Signer
  newcomer: Signer
  member: Signer
  feed: string
}

/** Whoever plants, in that program. */
export type Planter = Omit<World, 'feed'> & { program: TestProgram }

/** Sends a form that is taken: what is not planted would be found nowhere. */
export async function press(who: Visitor, url: string, fields: Record<string, string>): Promise<string> {
  const answer = await who.post(url, fields)
  if (answer.statusCode !== 303)
    throw new Error(`${url}: ${answer.statusCode} ${/<p class="mt-1[^<]*<|role="alert">[^<]*/.exec(answer.body)?.[0]}`)
  return String(answer.headers.location)
}
