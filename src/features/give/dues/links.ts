import type { App } from '#platform/app'
import type { DueId, MemberId } from './tables.ts'

/** Pages for whoever has their link: what became of one due; renewing and stopping, which stands in the mails of a member. */
export const links = {
  due: ({ seals }: App, due: DueId) => `/dues/terms/${seals.sign('dues.due', due)}`,
  openDue: ({ seals, now }: App, token: string): DueId | undefined => seals.open('dues.due', token, now()),
  renewal: ({ seals }: App, member: MemberId) => `/dues/renewal/${seals.sign('dues.member', member)}`,
  openRenewal: ({ seals, now }: App, token: string): MemberId | undefined => seals.open('dues.member', token, now()),
}
