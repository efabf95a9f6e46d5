/** How long an invitation holds, in days: one for a mailbox, and a link on paper. */
export const INVITED_FOR = { mail: 14, link: 90 }
