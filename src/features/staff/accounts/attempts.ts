import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { networkOf } from '#platform/http/limits'
import { mailboxHashOf, networkHashOf } from './asking.ts'

/** By what somebody shows who she is. `move`: that the mailbox to which her account moves is hers. */
type Factor = 'mail' | 'app' | 'recovery' | 'passkey' | 'move'

/**
 * Tells the log that somebody tried to show who she is, and whether it was right (OWASP ASVS 5.0, V16.3.1). Mailbox and network stand there as
 * keyed hashes cut short: they say that two lines are of one, and not of which. No mailbox: a passkey that nobody knows tells none.
 */
export function logAttempt(app: App, request: FastifyRequest, { factor, right, email }: Attempt): void {
  const mailbox = email === undefined ? undefined : shortOf(mailboxHashOf(app, email))
  const network = shortOf(networkHashOf(app, networkOf(request)))
  request.log.info({ id: request.id, factor, mailbox, network }, right ? 'a proof was right' : 'a proof was wrong')
}

type Attempt = { factor: Factor; right: boolean; email: string | undefined }

const shortOf = (hash: Buffer) => hash.toString('base64url').slice(0, 12)
