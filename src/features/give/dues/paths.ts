/** Pages of dues. */
export const paths = {
  join: (recipient: string) => `/dues/${recipient}`,
  mine: '/me/dues',
  desk: '/staff/dues',
  members: (recipient: string) => `/staff/dues/${recipient}`,
  scale: (recipient: string) => `/staff/dues/${recipient}/scale`,
  member: (recipient: string, member: string) => `/staff/dues/${recipient}/${member}`,
} as const
