/** Pages about the books of a recipient. */
const base = (recipient: string) => `/staff/books/${recipient}`

export const paths = {
  book: base,
  journal: (recipient: string) => `${base(recipient)}/journal`,
  statement: (recipient: string) => `${base(recipient)}/statement`,
  annex: (recipient: string) => `${base(recipient)}/annex`,
  lines: (recipient: string) => `${base(recipient)}/lines`,
  figures: (recipient: string) => `${base(recipient)}/figures`,
  looks: (recipient: string) => `${base(recipient)}/looks`,
  sheet: (recipient: string) => `${base(recipient)}/sheet`,
  files: (recipient: string) => `${base(recipient)}/files`,
  /** A gift at the treasurer's desk. */
  gift: (recipient: string, gift: string) => `/staff/gifts/${recipient}/${gift}`,
  loan: (recipient: string, loan: string) => `/staff/loans/${recipient}/${loan}`,
  spending: (recipient: string, spending: string) => `/staff/spending/${recipient}/${spending}`,
  gifts: (recipient: string) => `/staff/gifts/${recipient}`,
} as const
