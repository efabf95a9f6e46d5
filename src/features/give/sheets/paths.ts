/** Pages about cheques and cash. */
export const paths = {
  sheet: (recipient: string) => `/staff/books/${recipient}/sheet`,
  /** A gift at the treasurer's desk, and all of them. */
  gift: (recipient: string, gift: string) => `/staff/gifts/${recipient}/${gift}`,
  gifts: (recipient: string) => `/staff/gifts/${recipient}`,
} as const
