import type { IncomingHttpHeaders } from 'node:http'
import { type Library, withCode } from './auth.ts'
import { codeOf, type SignInAsk } from './code.ts'
import { headersOf } from './cookies.ts'
import { unlessRefused } from './refusal.ts'

/** Moving an account to another mailbox. */
export type Moves = {
  /** Notes a code for the new mailbox, in place of any before; none for a mailbox that has an account. */
  ask(incoming: IncomingHttpHeaders, move: { from: string; to: string }, ask: SignInAsk): Promise<void>
  /** Moves the account when the code is right, unused, in time and asked for by this browser. */
  finish(incoming: IncomingHttpHeaders, to: string, ask: SignInAsk): Promise<Headers | undefined>
}

export function createMoves(library: Library): Moves {
  const { api } = library
  return {
    ask: async (incoming, { from, to }, ask) => {
      const { internalAdapter } = await library.$context
      await internalAdapter.deleteVerificationByIdentifier(`change-email-otp-${from}-${to}`)
      await withCode(ask, () => api.requestEmailChangeEmailOTP({ body: { newEmail: to }, headers: headersOf(incoming) }))
    },
    finish: (incoming, to, ask) =>
      unlessRefused(async () => {
        const body = { newEmail: to, otp: codeOf(ask) }
        return (await api.changeEmailEmailOTP({ body, headers: headersOf(incoming), returnHeaders: true })).headers
      }),
  }
}
