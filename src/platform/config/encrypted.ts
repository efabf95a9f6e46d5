import { isLoopback } from './loopback.ts'

/** What of the settings goes over a network that others may read. */
type Ways = { publicUrl: string; databases: Record<string, string | undefined> }

/** What in production would go over a network without encryption and unsaid, one sentence each (OWASP ASVS 5.0, 12.2.1 and 12.3.1). */
export function plainWays({ publicUrl, databases }: Ways): string[] {
  const site = new URL(publicUrl)
  const plainly = Object.entries(databases).filter(([, url]) => url !== undefined && isPlain(new URL(url)))
  return [
    ...(site.protocol === 'http:' && !isLoopback(site)
      ? ['PUBLIC_URL must begin with https:// in production: what people type would be readable on its way.']
      : []),
    ...plainly.map(
      ([name]) =>
        `${name} goes over a network unencrypted: end it with ?sslmode=verify-full, or with ?sslmode=disable if that network is yours alone.`,
    ),
  ]
}

const SAID = ['sslmode', 'ssl', 'sslrootcert', 'sslnegotiation']

const isPlain = (url: URL) =>
  !isLoopback(url) && !url.searchParams.get('host')?.startsWith('/') && !SAID.some((name) => url.searchParams.has(name))

/** A mail server that is elsewhere is asked for TLS, and nothing is sent where it offers none, unless its URL says `requireTLS=false`. */
export function withTls(mailUrl: URL): URL {
  const said = mailUrl.searchParams.has('requireTLS') || mailUrl.searchParams.has('ignoreTLS')
  if (mailUrl.protocol !== 'smtp:' || isLoopback(mailUrl) || said) return mailUrl
  const url = new URL(mailUrl)
  url.searchParams.set('requireTLS', 'true')
  return url
}
