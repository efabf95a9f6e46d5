import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const reconciling: Feature = {
  name: 'reconciling',
  owns: 'which movement of a bank is which: told before, a gift, a payout, the undoing of another; and its entries in the books; no table',
  texts,
}
