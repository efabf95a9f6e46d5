import type { Provider } from './port.ts'

/** Keys of an account at a provider. `token`: of the organisation; Mollie shows its transfers to no other key. `at`: where its API is, for who plays it on this machine; undefined: where it is. */
export type Keys = { key: string; token?: string | undefined; at?: string | undefined }

/** Who speaks to a provider. The libraries are loaded by who needs them: they take thirty megabytes. */
export async function openProvider(name: 'stripe' | 'mollie', keys: Keys, { live }: { live: boolean }): Promise<Provider> {
  if (name === 'stripe') return (await import('./stripe.ts')).stripeProvider(keys, { live })
  return (await import('./mollie.ts')).mollieProvider(keys)
}

/** Reads what is signed as Stripe signs, for a provider that is played. */
export const signatureReader = async () => (await import('./signature.ts')).readSigned
