import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { type Actor, actorOf, type KeyHolder } from '../auth/actor.ts'
import { type AskerKnown, whoAsks } from '../auth/asking.ts'
import { Denied } from '../errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route that asks for more than `anyone`; on pages for anyone, where somebody who is signed in looks at one. */
    actor: Actor
    /** Who is signed in, on pages that are anybody's. Read once. */
    visitor(): Promise<Actor | undefined>
  }
}

type Gate = {
  knows: AskerKnown
  /** What a program may do that shows this key; undefined: no such key, or no longer. */
  heldByKey(key: string): Promise<KeyHolder | undefined>
  /** Pages that let a visitor in, that ask for a second factor, */
  signIn: string
  secondFactor: string
  /** The page where a session says for whom of those who share its mailbox it speaks. */
  whoOfThem: string
}

/** Leads to a page that helps, where there is one: nobody is stopped at a wall for having been away too long. */
export class Elsewhere extends Error {
  override readonly name = 'Elsewhere'
  readonly path: string

  constructor(path: string) {
    super('Elsewhere')
    this.path = path
  }
}

/** Lets in who may: reads who asks, and refuses a route whose permission the actor does not hold. */
export function registerActor(server: FastifyInstance, app: App, gate: Gate): void {
  // Nobody, until the hook below has read who asks.
  server.decorateRequest('actor', undefined as unknown as Actor)
  server.decorateRequest('visitor', async function (this: FastifyRequest) {
    // Nobody it stays on a page for anybody, whose routes ask by `visitor`.
    return (this.actor ??= (await signedIn(this.headers)) as Actor)
  })
  // Before anything of the request is read: who may not call a route learns nothing of its form.
  server.addHook('onRequest', (request, _reply, done) => {
    const { permission } = request.routeOptions.config
    if (request.is404 || request.routeOptions.url?.startsWith('/assets/')) return done()
    if (permission === 'anyone' && !opensPage(request)) return done()
    admit(request).then(() => done(), done)
  })

  async function admit(request: FastifyRequest): Promise<void> {
    const { permission } = request.routeOptions.config
    if (permission === 'anyone') return recognise(request)
    if (!permission) throw new Denied('error.denied')
    const key = keyOf(request)
    if (key !== undefined) {
      request.actor = await programOf(key)
    } else {
      if (!(await request.visitor())) throw asked(request, gate.signIn)
      requireDecided(request)
    }
    if (permission === 'signed-in') return
    const scope = request.actor.grants.get(permission)
    if (!scope) throw new Denied('error.denied')
    if (request.routeOptions.config.everywhere && scope !== 'everywhere') throw new Denied('error.everywhere')
    if (!request.actor.strong) throw asked(request, gate.secondFactor)
  }

  /** Whoever is signed in finds her own pages also from those that are anybody's: a browser that opens one says so by what it accepts. */
  async function recognise(request: FastifyRequest): Promise<void> {
    await request.visitor()
    // A link of a mail says for whom it is.
    if (!request.routeOptions.url?.includes(':token')) requireDecided(request)
  }

  /** Of several who share a mailbox, one is meant by everything that follows. */
  function requireDecided(request: FastifyRequest): void {
    const { actor, plainPath } = request
    if (actor?.undecided && plainPath !== gate.whoOfThem && !request.routeOptions.config.undecided)
      throw asked(request, gate.whoOfThem)
  }

  async function signedIn(headers: IncomingHttpHeaders): Promise<Actor | undefined> {
    const session = await app.auth.find(headers)
    if (!session) return undefined
    const now = app.now()
    return actorOf(session, await whoAsks(app.database.read, gate.knows, { ...session, now }), now)
  }

  async function programOf(key: string): Promise<Actor> {
    const holder = await gate.heldByKey(key)
    if (!holder) throw new Denied('error.sign-in')
    // A key was given by somebody who had shown a second factor.
    const session = {
      id: holder.account,
      account: holder.account,
      email: '',
      strongAt: app.now(),
      hasTotp: false,
      since: app.now(),
      speaksFor: null,
    }
    return actorOf(session, { held: holder, person: undefined, undecided: false }, app.now())
  }
}

const opensPage = ({ method, headers }: FastifyRequest) => method === 'GET' && headers.accept?.includes('text/html')

/** The key of a program (RFC 6750 §2.1). Pages are for people: there it counts for nothing. */
function keyOf({ headers, plainPath }: FastifyRequest): string | undefined {
  if (!plainPath.startsWith('/api/')) return undefined
  return /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

function asked(request: FastifyRequest, page: string): Error {
  if (request.plainPath.startsWith('/api/')) return new Denied('error.sign-in')
  const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : ''
  return new Elsewhere(request.link(page) + next)
}

/** Where to go on after signing in: a path of this site, whatever the address said (OWASP ASVS 5.0, V3.7.2). */
export function nextPath(next: string | undefined): string {
  return next && /^\/(?![/\\])[\w\-./?=&%~+,:#]*$/.test(next) ? next : '/home'
}
