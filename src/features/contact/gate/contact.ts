import type { reach } from '#people'
import type { Asked } from '../law/index.ts'

type OfPeople = Parameters<typeof reach.whyNot>[0]

/**
 * What somebody would be reached for, by what, when and with what. `purpose`: what she agreed to (`people/ledger`); `kind`: what the words are, as the law takes
 * them; `carries`: what they say of themselves; `selecting`: whom it reaches, or what it says, is chosen by what is known of people.
 */
export type Contact = Pick<OfPeople, 'purpose' | 'selecting' | 'now'> &
  Pick<Asked, 'kind' | 'carries'> & { channel: 'email' | 'sms' | 'voice' }
