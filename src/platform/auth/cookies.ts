import type { IncomingHttpHeaders } from 'node:http'

/** A request's headers as the library takes them. */
export function headersOf(incoming: IncomingHttpHeaders): Headers {
  const { cookie = '', origin, 'user-agent': agent } = incoming
  const headers = new Headers({ cookie })
  if (origin) headers.set('origin', origin)
  if (agent) headers.set('user-agent', agent)
  return headers
}

/** The same request as if it came after the answer's cookies were set: for a second step in the same call. */
export function afterCookies(request: Headers, answer: Headers): Headers {
  const jar = new Map(pairs((request.get('cookie') ?? '').split(';')))
  for (const [name, value] of pairs(answer.getSetCookie().map((line) => line.split(';', 1)[0]!))) jar.set(name, value)
  const next = new Headers(request)
  next.set('cookie', Array.from(jar, ([name, value]) => `${name}=${value}`).join('; '))
  return next
}

/** The cookies of several answers, in order: the last word on each name. */
export function joinCookies(...answers: Headers[]): Headers {
  const last = new Map(answers.flatMap((answer) => answer.getSetCookie().map((line) => [line.split('=', 1)[0]!, line] as const)))
  const joined = new Headers()
  for (const line of last.values()) joined.append('set-cookie', line)
  return joined
}

function pairs(texts: string[]): [string, string][] {
  return texts
    .map((text) => text.trim())
    .filter((text) => text.includes('='))
    .map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])
}
