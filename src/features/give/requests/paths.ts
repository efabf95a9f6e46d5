/** The organisers' pages of what their group asks to be paid. */
export const paths = {
  group: (group: string) => `/groups/${group}/spending`,
  request: (group: string, spending: string) => `/groups/${group}/spending/${spending}`,
} as const
