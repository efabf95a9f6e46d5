import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint, sessionMiddleware } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'

/**
 * Turns a session into one that has shown a second factor: a new token, so that whoever had seen the old one gains
 * nothing (OWASP ASVS 5.0, V7.2.4). Called by our own routes after a passkey, a TOTP or a recovery code was right.
 */
export const strength = {
  id: 'strength',
  endpoints: {
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
