/** The treasurer's pages of what is spent. */
export const paths = {
  books: '/staff/spending',
  book: (recipient: string) => `/staff/spending/${recipient}`,
  spending: (recipient: string, spending: string) => `/staff/spending/${recipient}/${spending}`,
  voucher: (recipient: string, spending: string, voucher: string) =>
    `/staff/spending/${recipient}/${spending}/vouchers/${voucher}`,
  closed: (recipient: string) => `/staff/spending/${recipient}/closed`,
} as const
