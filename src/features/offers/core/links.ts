import type { App } from '#platform/app'
import type { RequestId } from './tables.ts'

/** Where somebody answers a request without signing in: what stands in her mail, for her alone. */
export const requestLinks = {
  path: ({ seals }: App, request: RequestId) => `/requests/${seals.sign('offers.request', request)}`,
  open: ({ seals, now }: App, token: string): RequestId | undefined => seals.open('offers.request', token, now()),
}
