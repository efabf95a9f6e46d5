import type { Feature } from '#platform/app'
import { loadDemoSpending } from './demo.ts'
import { texts } from './texts.ts'

export const spending: Feature = {
  name: 'spending',
  owns: 'what is spent and who asked, allowed and paid; vouchers, the ceiling, shares of groups',
  texts,
  journal: { acts: ['book', 'pay', 'unpay', 'void', 'limit', 'return'], kinds: ['spending'] },
  migrations: 'src/features/give/spending/migrations',
  loadDemo: loadDemoSpending,
  personalData: [
    { table: 'spending', column: 'asked_person', onErasure: 'kept', onMerge: 'moved' },
    { table: 'spending', column: 'seconded_person', onErasure: 'kept', onMerge: 'moved' },
  ],
  impersonal: ['spending_book', 'spending_ceiling', 'voucher', 'share_return'],
}
