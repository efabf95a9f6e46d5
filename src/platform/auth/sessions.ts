import type { IncomingHttpHeaders } from 'node:http'
import type { Database } from '../db/database.ts'
import type { Id } from '../db/id.ts'
import { createLibrary, type Library } from './auth.ts'
import { headersOf } from './cookies.ts'
import { createMoves, type Moves } from './moving.ts'
import type { AccountId, OpenSession, Session } from './session.ts'
import { createSecondFactors, type SecondFactors } from './second-factors.ts'

/** Sign-in, sessions and second factors. Cookies to be set come back as headers; undefined: refused. */
export type Auth = {
  /** Opens a session for a mailbox that has just answered. Makes the account when there is none. */
  signIn(email: string, incoming: IncomingHttpHeaders): Promise<Headers>
  /** The account of a mailbox, made when there is none. It opens nothing before the mailbox answers with a code. */
  accountFor(email: string): Promise<AccountId>
  /** Takes the account of a mailbox away, unless it holds a mandate. */
  removeIdle(email: string): Promise<void>
  /** Takes an account away, with its sessions and second factors. */
  remove(account: AccountId): Promise<void>
  find(incoming: IncomingHttpHeaders): Promise<Session | undefined>
  /** From now on the session speaks for one of those who hold its mailbox. */
  speakFor(incoming: IncomingHttpHeaders, person: Id<'person'>): Promise<void>
  list(incoming: IncomingHttpHeaders): Promise<OpenSession[]>
  end(incoming: IncomingHttpHeaders, id: string): Promise<void>
  endOthers(incoming: IncomingHttpHeaders): Promise<void>
  /** The account of a mailbox; undefined: none. */
  accountOf(email: string): Promise<AccountId | undefined>
  endAllOf(account: AccountId): Promise<void>
  signOut(incoming: IncomingHttpHeaders): Promise<Headers>
  secondFactors: SecondFactors
  moves: Moves
}

type Settings = Parameters<typeof createLibrary>[1]

/** `heldBy`: how many mandates an account holds, or will. */
export function createAuth(database: Database, settings: Settings, heldBy: (account: AccountId) => Promise<number>): Auth {
  const library = createLibrary(database, settings)
  const { api } = library

  async function find(incoming: IncomingHttpHeaders): Promise<Session | undefined> {
    // Most visitors have no cookie: they cost no query.
    if (!incoming.cookie?.includes('session=')) return undefined
    const found = await api.getSession({ headers: headersOf(incoming), query: { disableRefresh: true } })
    if (!found) return undefined
    const { session, user } = found
    const strongAt = session.strongAt ? new Date(session.strongAt) : null
    const since = new Date(session.createdAt)
    const { id, personId: speaksFor = null } = session
    return { id, account: user.id, email: user.email, strongAt, hasTotp: user.twoFactorEnabled === true, since, speaksFor }
  }

  return {
    signIn: async (email, incoming) =>
      (await api.openSession({ body: { email }, headers: headersOf(incoming), returnHeaders: true })).headers,
    accountFor: async (email) => {
      const { internalAdapter } = await library.$context
      const known = await internalAdapter.findUserByEmail(email)
      return (known?.user ?? (await internalAdapter.createUser({ email, emailVerified: false, name: '' }, { method: 'admin' })))
        .id
    },
    removeIdle: async (email) => {
      const { internalAdapter } = await library.$context
      const found = await internalAdapter.findUserByEmail(email)
      if (found && (await heldBy(found.user.id)) === 0) await internalAdapter.deleteUser(found.user.id)
    },
    remove: async (account) => {
      const { internalAdapter } = await library.$context
      await internalAdapter.deleteUser(account)
    },
    find,
    speakFor: (incoming, person) => speakFor(library, incoming, person),
    list: async (incoming) => listFor(library, incoming, (await find(incoming))?.id),
    end: async (incoming, id) => {
      const sessions = await api.listSessions({ headers: headersOf(incoming) })
      const token = sessions.find((session) => session.id === id)?.token
      if (token) await api.revokeSession({ headers: headersOf(incoming), body: { token } })
    },
    endOthers: async (incoming) => void (await api.revokeOtherSessions({ headers: headersOf(incoming) })),
    accountOf: async (email) => (await (await library.$context).internalAdapter.findUserByEmail(email))?.user.id,
    endAllOf: async (account) => (await library.$context).internalAdapter.deleteUserSessions(account),
    signOut: async (incoming) => (await api.signOut({ headers: headersOf(incoming), returnHeaders: true })).headers,
    secondFactors: createSecondFactors(library),
    moves: createMoves(library),
  }
}

async function speakFor(library: Library, incoming: IncomingHttpHeaders, person: Id<'person'>): Promise<void> {
  const found = await library.api.getSession({ headers: headersOf(incoming), query: { disableRefresh: true } })
  const { internalAdapter } = await library.$context
  if (found) await internalAdapter.updateSession(found.session.token, { personId: person })
}

async function listFor({ api }: Library, incoming: IncomingHttpHeaders, current: string | undefined): Promise<OpenSession[]> {
  const sessions = await api.listSessions({ headers: headersOf(incoming) })
  return sessions.map(({ id, createdAt, userAgent }) => ({
    id,
    since: new Date(createdAt),
    browser: userAgent ?? null,
    current: id === current,
  }))
}
