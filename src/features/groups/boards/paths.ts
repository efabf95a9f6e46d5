import type { App } from '#platform/app'
import { groupPath, type GroupId } from '../core/index.ts'
import type { PersonId } from '#people'

export const boardPath = (group: GroupId) => `${groupPath(group)}/board`

/** Ends the mails of one board to one member, without signing in: what stands in a mail. Never ends (RFC 8058 §4). */
export const quietLinks = {
  path: ({ seals }: App, group: GroupId, person: PersonId) => `/quiet/${seals.sign('boards.quiet', bare(group) + bare(person))}`,
  open: ({ seals, now }: App, token: string) => {
    const both = seals.open('boards.quiet', token, now())
    return both && { group: dashed(both.slice(0, 32)), person: dashed(both.slice(32)) }
  },
}

const bare = (id: string) => id.replaceAll('-', '')
const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
