import { Stripe } from 'stripe'
import { type Answer, type Call, type HttpFake, startFake } from './http-fake.ts'
import { refused } from './stripe-objects.ts'
import { stateOf } from './stripe-state.ts'

export type StripeFake = HttpFake & ReturnType<typeof stateOf> & { url: string }

/** Stripe's API as far as it is used here, with a memory: written from the types and the manual's words in stripe 23.1.0 (API 2026-10-28.endive). */
export async function startStripe({
  now,
  version = '2026-10-28.endive',
}: {
  now(): Date
  version?: string
}): Promise<StripeFake> {
  const state = stateOf(now)
  const respond = (call: Call): Answer => {
    if (call.headers['stripe-version'] !== version)
      return refused('version', `Asked in version ${call.headers['stripe-version']}`)
    if (!/^Bearer (sk|rk)_(test|live)_/.test(call.headers.authorization ?? '')) return refused('api_key', 'No key', [401])
    return state.respond(call)
  }
  const fake = await startFake(respond, {
    conflict: refused('idempotency_error', 'Keys for idempotent requests can only be used with the same parameters'),
    broken: (status) => refused('api_error', 'Broken', [status]).body,
  })
  return Object.assign(fake, state, { url: `http://127.0.0.1:${fake.port}` })
}

/** Signs a body as Stripe does. */
export function signed(payload: string, { secret, at, scheme }: { secret: string; at: Date; scheme?: string }): string {
  return Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: Math.floor(at.getTime() / 1000),
    ...(scheme ? { scheme } : {}),
  } as Parameters<typeof Stripe.webhooks.generateTestHeaderString>[0])
}
