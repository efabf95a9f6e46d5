import { Stripe } from 'stripe'
import { TOLERANCE } from './rules.ts'
import type { Refusal } from './port.ts'

/**
 * The JSON of a body that one of the secrets signed (`t=…,v1=…`), lately. Stripe's library looks at the signature and at what is too old, and takes what
 * comes from the future (stripe 23.1.0, `validateComputedSignature`): this looks at both ends.
 */
export function readSigned(
  raw: string,
  header: string | string[] | undefined,
  { secrets, now }: { secrets: string[]; now: Date },
): { body: object } | { refused: Refusal } {
  const signature = typeof header === 'string' ? header : ''
  let refused: Refusal = 'signature'
  for (const secret of secrets) {
    try {
      const body: unknown = Stripe.webhooks.constructEvent(raw, signature, secret, TOLERANCE, undefined, now.getTime())
      if (typeof body !== 'object' || body === null) return { refused: 'shape' }
      return isFromFuture(signature, now) ? { refused: 'future' } : { body }
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError) continue
      // Signed, and no JSON; or one of the notifications that hold no object, which the library refuses by a plain Error.
      refused = error instanceof SyntaxError ? 'shape' : 'thin'
      break
    }
  }
  return { refused }
}

/** As the library reads it: the last of several. */
function isFromFuture(header: string, now: Date): boolean {
  const time = header
    .split(',')
    .map((part) => part.split('='))
    .findLast(([name]) => name === 't')?.[1]
  const at = /^\d{1,12}$/.test(time ?? '') ? Number(time) : Number.POSITIVE_INFINITY
  return at * 1000 > now.getTime() + TOLERANCE * 1000
}
