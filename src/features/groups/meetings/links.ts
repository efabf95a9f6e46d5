import type { App } from '#platform/app'
import type { PersonId } from '#people'
import type { MeetingId } from './tables.ts'

/** Where one member answers one meeting, without signing in: what stands in her mail, for her alone. */
export const answerLinks = {
  path: ({ seals }: App, meeting: MeetingId, person: PersonId) =>
    `/meeting/${seals.sign('meetings.answer', bare(meeting) + bare(person))}`,
  open: ({ seals, now }: App, token: string) => {
    const both = seals.open('meetings.answer', token, now())
    return both && { meeting: dashed(both.slice(0, 32)), person: dashed(both.slice(32)) }
  },
}

const bare = (id: string) => id.replaceAll('-', '')
const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
