import type { Answer } from './http-fake.ts'
import { type Intent, refused } from './stripe-objects.ts'

/** Customers, each with the means that Checkout saved of a payment. */
export function keptMeans(id: (prefix: string) => string) {
  const all = new Map<string, { ids: { customer: string; payment_method: string }; type: string; refuses: boolean }>()
  return {
    add: (type: string) => {
      const ids = { customer: id('cus'), payment_method: id('pm') }
      all.set(ids.customer, { ids, type, refuses: false })
      return { ids, setup_future_usage: 'off_session' as const }
    },
    /** Means of another customer are nobody's. */
    find: ({ customer, payment_method }: Record<string, unknown>) => {
      const found = all.get(String(customer))
      return found?.ids.payment_method === payment_method ? found : undefined
    },
    refuse: ({ customer }: Pick<Intent, 'customer'>, refuses: boolean) => void (all.get(customer!)!.refuses = refuses),
    forget: (path: string): Answer => {
      const customer = path.split('/').at(-1)!
      return all.delete(customer)
        ? { status: 200, body: { id: customer, object: 'customer', deleted: true } }
        : refused('x', `No such customer: ${customer}`, [404, 'resource_missing'])
    },
    size: () => all.size,
  }
}
