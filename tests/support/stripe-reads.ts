import type { Answer, Call } from './http-fake.ts'
import { listOf, refused } from './stripe-objects.ts'
import type { Store } from './stripe-store.ts'

type Read = (call: Call & { asked: string[] }) => object[]

/** What Stripe answers when it is asked what it knows: one by its name, or a list. */
export function readsOf({ sessions, intents, moves, refunds, disputes, payouts, expand, withCharge }: Store) {
  const between = ({ query }: Call, created: number) =>
    created >= Number(query.get('created[gte]') ?? 0) && created <= Number(query.get('created[lte]') ?? Infinity)
  const isOf = ({ query }: Call, { payment_intent }: { payment_intent: string | null }) =>
    payment_intent === query.get('payment_intent')

  const lists: Record<string, Read> = {
    '/v1/payment_intents': (call) => [...intents.values()].filter(({ created }) => between(call, created)).toReversed(),
    '/v1/checkout/sessions': (call) =>
      [...sessions.values()]
        .filter((one) => (call.query.has('payment_intent') ? isOf(call, one) : between(call, one.created)))
        .map((one) => expand(one, call.asked, 'data.'))
        .toReversed(),
    '/v1/refunds': (call) => refunds.filter((one) => isOf(call, one)),
    '/v1/disputes': (call) => disputes.filter((one) => isOf(call, one)),
    '/v1/payouts': (call) => payouts.filter(({ created }) => between(call, created)),
    '/v1/balance_transactions': ({ query, asked }) =>
      moves
        .filter(({ payout }) => payout === query.get('payout'))
        .map((one) => (asked.includes('data.source') ? one : { ...one, source: (one.source as { id: string }).id })),
  }

  const found = (body: object | undefined, what: string): Answer =>
    body ? { status: 200, body } : refused('x', `No such ${what}`, [404, 'resource_missing'])

  return (call: Call): Answer => {
    const asked = [...call.query].flatMap(([name, value]) => (name.startsWith('expand[') ? [value] : []))
    const list = lists[call.path]
    if (list) return { status: 200, body: listOf(list({ ...call, asked }), call.path) }
    const [, kind, ref = ''] = /^\/v1\/(payment_intents|checkout\/sessions)\/(\w+)$/.exec(call.path) ?? []
    const [intent, session] = [intents.get(ref), sessions.get(ref)]
    if (kind === 'payment_intents') return found(intent && withCharge(intent), `payment_intent: ${ref}`)
    if (kind) return found(session && expand(session, asked), `session: ${ref}`)
    return refused('x', `Unrecognized request URL (${call.method}: ${call.path})`, [404])
  }
}
