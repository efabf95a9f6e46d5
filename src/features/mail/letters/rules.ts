import type { Scope } from '#platform/auth/actor'

/** People to whom somebody writes alone; to more, a second person allows it. */
const ALONE = 500

/** What a second person is asked for, as the page of approvals calls it. */
export const KIND = 'letter'

export const takesTwo = ({ meant }: { meant: number }): boolean => meant > ALONE

/** What exactly is allowed: this mailing, and the letter and rule that it was frozen with. */
export const subjectOf = ({ mailing_id, hash }: { mailing_id: string; hash: string }): string =>
  `${mailing_id}:${hash.slice(0, 32)}`

/** Whether a mandate of today still reaches where a mailing was frozen for. */
export const stillHolds = (now: Scope, then: Scope): boolean =>
  now === 'everywhere' || (then !== 'everywhere' && then.every((area) => now.includes(area)))
