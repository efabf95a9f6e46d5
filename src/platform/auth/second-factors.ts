import type { IncomingHttpHeaders } from 'node:http'
import type { Library } from './auth.ts'
import { afterCookies, headersOf, joinCookies } from './cookies.ts'
import { unlessRefused } from './refusal.ts'

type Incoming = IncomingHttpHeaders
/** Checked by the library itself. */
type AssertionJSON =
  NonNullable<Parameters<Library['api']['verifyPasskeyAuthentication']>[0]> extends { body: { response: infer R } } ? R : never

/** What an authenticator needs, as WebAuthn writes it. */
type Challenge = { options: object; headers: Headers }

type Passkey = { id: string; name: string | null; since: Date | null }

/** Each proof answers with the cookies of a session that is strong from now on; undefined: it was wrong. */
export type SecondFactors = {
  /** A new secret for an authenticator app, void until its first code. `uri` goes into a QR code. undefined: there is one already. */
  startTotp(incoming: Incoming): Promise<{ uri: string; recoveryCodes: string[] } | undefined>
  proveTotp(incoming: Incoming, code: string): Promise<Headers | undefined>
  /** Each recovery code works once. */
  proveRecovery(incoming: Incoming, code: string): Promise<Headers | undefined>
  registration(incoming: Incoming): Promise<Challenge | undefined>
  addPasskey(incoming: Incoming, response: object, name: string): Promise<Headers | undefined>
  challenge(incoming: Incoming): Promise<Challenge>
  provePasskey(incoming: Incoming, response: object): Promise<Headers | undefined>
  passkeys(incoming: Incoming): Promise<Passkey[]>
  removePasskey(incoming: Incoming, id: string): Promise<void>
}

export function createSecondFactors({ api }: Library): SecondFactors {
  /** Proves, then turns the session into a strong one. */
  const prove = (incoming: Incoming, proof: (headers: Headers) => Promise<{ headers: Headers }>) =>
    unlessRefused(async () => {
      const request = headersOf(incoming)
      const proven = await proof(request)
      const raised = await api.raiseSession({ headers: afterCookies(request, proven.headers), returnHeaders: true })
      return joinCookies(proven.headers, raised.headers)
    })

  return {
    startTotp: (incoming) =>
      unlessRefused(async () => {
        const answer = await api.enableTwoFactor({ headers: headersOf(incoming), body: { method: 'totp' } })
        // Asked for an app, that is what it answers.
        const { totpURI, backupCodes } = answer as { totpURI: string; backupCodes: string[] }
        return { uri: totpURI, recoveryCodes: backupCodes }
      }),
    proveTotp: (incoming, code) => prove(incoming, (headers) => api.verifyTOTP({ headers, body: { code }, returnHeaders: true })),
    proveRecovery: (incoming, code) =>
      prove(incoming, (headers) => api.verifyBackupCode({ headers, body: { code }, returnHeaders: true })),
    registration: (incoming) =>
      unlessRefused(async () => {
        const { response, headers } = await api.generatePasskeyRegistrationOptions({
          headers: headersOf(incoming),
          query: {},
          returnHeaders: true,
        })
        return { options: response, headers }
      }),
    addPasskey: (incoming, response, name) =>
      prove(incoming, (headers) => api.verifyPasskeyRegistration({ headers, body: { response, name }, returnHeaders: true })),
    challenge: async (incoming) => {
      const { response, headers } = await api.generatePasskeyAuthenticationOptions({
        headers: headersOf(incoming),
        returnHeaders: true,
      })
      return { options: response, headers }
    },
    // What the browser sends, which the library looks at itself.
    provePasskey: (incoming, response) =>
      prove(incoming, (headers) =>
        api.verifyPasskeyAuthentication({ headers, body: { response: response as AssertionJSON }, returnHeaders: true }),
      ),
    passkeys: async (incoming) => {
      const passkeys = await api.listPasskeys({ headers: headersOf(incoming) })
      return passkeys.map(({ id, name, createdAt }) => ({
        id,
        name: name ?? null,
        since: createdAt ? new Date(createdAt) : null,
      }))
    },
    removePasskey: async (incoming, id) =>
      void (await unlessRefused(() => api.deletePasskey({ headers: headersOf(incoming), body: { id } }))),
  }
}
