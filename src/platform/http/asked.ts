import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { Hand } from '../auth/actor.ts'

type Read = 'actor' | 'visitor' | 'locale' | 'link' | 'plainPath' | 'cookies'

/** What functions read of a request with these parts and this query in its address. That of a route with such shapes is one. */
export type Asked<P = unknown, Q = unknown> = Pick<FastifyRequest, Read> & { params: P; query: Q }

/** The reply to such a request. */
export type ReplyTo<P> = FastifyReply & { request: Asked<P> }

/** Who asks, and when: what a command takes. */
export const handOf = ({ now }: Pick<App, 'now'>, { actor }: Pick<Asked, 'actor'>): Hand => ({ actor, now: now() })
