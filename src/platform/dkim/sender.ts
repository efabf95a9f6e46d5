import { domainToASCII } from 'node:url'

/** The domain of the one address in a From, as an A-label in small letters; undefined where there is none or more than one (RFC 5322 §3.4, 3.6.2). */
export function senderDomain(from: string): string | undefined {
  // What stands between quotation marks, and in comments, is a name: it may hold anything.
  const bare = from
    .replace(/"(?:[^"\\]|\\.)*"/gs, '')
    .replace(/\((?:[^()\\]|\\.)*\)/gs, '')
    .replace(/\s+/g, ' ')
    .trim()
  const address = bare.endsWith('>') ? /^[^<>@,;:]*<([^<>\s]+)>$/.exec(bare)?.[1] : bare
  const host = /^[^\s<>@,;:()"]+@([^\s<>@,;:()"]+)$/.exec(address ?? '')?.[1]
  return host === undefined ? undefined : domainToASCII(host).toLowerCase() || undefined
}
