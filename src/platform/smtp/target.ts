import { withTls } from '../config/encrypted.ts'
import { isLoopback } from '../config/loopback.ts'

/** A mail server, and how it is spoken to. `name`: what we call ourselves. `ca`: who may have signed its certificate, where not those whom Node trusts. */
export type Target = {
  host: string
  port: number
  /** `at-once`: TLS from the first octet (RFC 8314). `required`: STARTTLS, or nothing. `offered`: STARTTLS where the server has it. */
  tls: 'at-once' | 'required' | 'offered' | 'never'
  login?: { user: string; password: string }
  name: string
  ca?: string
}

/** Of a URL as `MAIL_URL` has it: `smtp://user:password@host:port`, `smtps://…`. What is elsewhere is asked for TLS unless the URL says `requireTLS=false`. */
export function targetOf(mailUrl: URL, name: string): Target {
  const url = withTls(mailUrl)
  const { hostname, port, username, password } = url
  const atOnce = url.protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (atOnce ? 465 : 25),
    tls: atOnce ? 'at-once' : startTls(url),
    ...(username ? { login: { user: decodeURIComponent(username), password: decodeURIComponent(password) } } : {}),
    name: nameOf(name),
  }
}

function startTls(url: URL): Target['tls'] {
  if (url.searchParams.get('requireTLS') === 'true') return 'required'
  // The certificate of a server on this machine is seldom one that somebody trusts.
  return isLoopback(url) || url.searchParams.get('ignoreTLS') === 'true' ? 'never' : 'offered'
}

/** RFC 5321 §4.1.3: a host's name, or an address in brackets. */
const nameOf = (name: string) => (/^[\w-]+(\.[\w-]+)+$/.test(name) && !/^[\d.]+$/.test(name) ? name : '[127.0.0.1]')
