import type { FastifyReply, FastifyRequest } from 'fastify'

type Read = 'actor' | 'visitor' | 'locale' | 'link' | 'plainPath' | 'cookies'

/** What functions read of a request with these parts and this query in its address. That of a route with such shapes is one. */
export type Asked<P = unknown, Q = unknown> = Pick<FastifyRequest, Read> & { params: P; query: Q }

/** The reply to such a request. */
export type ReplyTo<P> = FastifyReply & { request: Asked<P> }
