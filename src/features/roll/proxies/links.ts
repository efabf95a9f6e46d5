import type { App } from '#platform/app'
import type { AskId, HolderId } from './tables.ts'

/** Pages about proxies: looking for somebody, going for somebody, how a proxy is made, those of a territory. */
export const paths = { ask: '/vote/proxy', hold: '/me/proxies', how: '/vote/proxy/how', staff: '/staff/proxies' } as const

/** The page of one ask, and that of one who goes: what stands in the mails of each, for her alone. */
export const links = {
  ask: ({ seals }: App, ask: AskId) => `/vote/proxy/asks/${seals.sign('proxies.ask', ask)}`,
  openAsk: ({ seals, now }: App, token: string): AskId | undefined => seals.open('proxies.ask', token, now()),
  holder: ({ seals }: App, holder: HolderId) => `/vote/proxy/holders/${seals.sign('proxies.holder', holder)}`,
  openHolder: ({ seals, now }: App, token: string): HolderId | undefined => seals.open('proxies.holder', token, now()),
}
