import { defineQueue } from '#platform/jobs/queue'

/** Cuts the people of a plan into groups. */
export const planDrawing = defineQueue<{ plan: string }>('planning.drawing', { expires: 900 })
/** Leaves an invitation to everybody in the groups that are to be invited, some at a time. */
export const planInviting = defineQueue<{ plan: string }>('planning.inviting', { expires: 900 })
/** To one of three who said yes, none of whom would lead. */
export const leaderMail = defineQueue<{ seat: string }>('planning.leader-mail')
/** Invitations that nobody answered in time are over. */
export const planTidying = defineQueue<object>('planning.tidying')
/** One invitation to one person. */
export const seatMail = defineQueue<{ seat: string }>('planning.seat-mail')
