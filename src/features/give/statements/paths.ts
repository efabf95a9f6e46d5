/** Pages of statements. */
export const paths = {
  all: '/staff/statements',
  of: (recipient: string) => `/staff/statements/${recipient}`,
  file: (recipient: string, file: string) => `/staff/statements/${recipient}/files/${file}`,
  line: (recipient: string, line: string) => `/staff/statements/${recipient}/lines/${line}`,
} as const
