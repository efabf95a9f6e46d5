/** Pages of loans. */
export const paths = {
  lend: (recipient: string) => `/loans/${recipient}`,
  mine: '/me/loans',
  ownContract: (loan: string) => `/me/loans/${loan}/contract`,
  desk: '/staff/loans',
  loans: (recipient: string) => `/staff/loans/${recipient}`,
  offer: (recipient: string) => `/staff/loans/${recipient}/offer`,
  year: (recipient: string, year: number) => `/staff/loans/${recipient}/years/${year}`,
  loan: (recipient: string, loan: string) => `/staff/loans/${recipient}/${loan}`,
} as const
