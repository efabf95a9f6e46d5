import { DONOR } from './giving.ts'
import type { TestProgram } from './program.ts'
import type { Visitor } from './staff.ts'

type Offer = {
  open: boolean
  rate: number
  months: number
  kind: 'end' | 'monthly'
  least: number
  ceiling: number | null
  elsewhere: number
}

const OFFER: Offer = { open: true, rate: 0, months: 12, kind: 'monthly', least: 10_000, ceiling: null, elsewhere: 0 }
export const CONSEQUENCES = 'Si le parti ne peut pas rembourser, vous êtes une créancière comme les autres.'

/** Lets anybody lend to a recipient. Gives the moment of the terms. */
export async function openLoans({ rows, clock }: TestProgram, recipient: string, offer: Partial<Offer> = {}): Promise<string> {
  const { open, rate, months, kind, least, ceiling, elsewhere } = { ...OFFER, ...offer }
  await rows(
    `insert into loan_offer (recipient_id, open, rate, months, kind, least, ceiling, elsewhere, consequences, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [recipient, open, rate, months, kind, least, ceiling, elsewhere, CONSEQUENCES, clock.now],
  )
  return clock.now.toISOString()
}

/** Lends, as the button of the last page does. */
export function lend(visitor: Visitor, recipient: string, typed: Record<string, string> & { seen: string }) {
  const { email: _email, rhythm: _rhythm, 'said[nationality]': _nationality, ...self } = DONOR
  const said = { 'declared[not_habitual]': 'true', understood: 'true', amount: '1000' }
  return visitor.post(`/loans/${recipient}`, { ...self, ...said, ...typed, act: 'lend' })
}
