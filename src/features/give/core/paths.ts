import type { RecipientId } from './tables.ts'

/** Pages about giving: to whom anybody gives, what staff settle. */
export const paths = {
  give: '/give',
  recipient: (id: RecipientId) => `/give/${id}`,
  staff: '/staff/recipients',
  settle: (id: RecipientId) => `/staff/recipients/${id}`,
} as const
