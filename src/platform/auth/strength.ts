import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint, sessionMiddleware } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'

/** What the library's own `signInEmailOTP` does once a code was right: codes are ours, one for each browser that asks, where the library keeps one for each mailbox. */
const EMAIL = { $Infer: { body: {} as { email: string } } }

/**
 * Opens a session for a mailbox that has answered. And turns a session into one that has shown a second factor: a new token, so that whoever had seen the old one gains
 * nothing (OWASP ASVS 5.0, V7.2.4). Called by our own routes after a passkey, a TOTP or a recovery code was right.
 */
export const strength = {
  id: 'strength',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly({ method: 'POST', metadata: EMAIL }, async (ctx) => {
      const { internalAdapter } = ctx.context
      const { email } = ctx.body
      const known = (await internalAdapter.findUserByEmail(email))?.user
      const user = known ?? (await internalAdapter.createUser({ email, emailVerified: true, name: '' }, { method: 'email-otp' }))
      if (!user.emailVerified) await internalAdapter.updateUser(user.id, { emailVerified: true })
      const session = await internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ token: session.token })
    }),
    raiseSession: createAuthEndpoint.serverOnly({ method: 'POST', use: [sessionMiddleware] }, async (ctx) => {
      const { session, user } = ctx.context.session
      const strong = await ctx.context.internalAdapter.createSession(user.id, false, {
        strongAt: new Date(),
        personId: session.personId,
      })
      await setSessionCookie(ctx, { session: strong, user })
      await ctx.context.internalAdapter.deleteSession(session.token)
      return ctx.json({ token: strong.token })
    }),
  },
} satisfies BetterAuthPlugin
