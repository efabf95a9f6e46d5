/** The treasurer's pages. */
export const paths = {
  books: '/staff/gifts',
  book: (recipient: string) => `/staff/gifts/${recipient}`,
  gift: (recipient: string, gift: string) => `/staff/gifts/${recipient}/${gift}`,
} as const
