import type { FastifyInstance } from 'fastify'

/** The pages of forms, by the address that a form is sent to; undefined for addresses to which nothing is sent, and for programs. */
type WayBack = { above(path: string): string | undefined; pageOf(path: string): string | undefined }

/**
 * A form that was sent with a mistake is shown again under the address that it was sent to, which nobody can GET. `above` gives, for such a path,
 * the page that holds the form, the nearest above it, for whoever loads it again; `pageOf` also the page of the same address. Registered before the routes.
 */
export function registerWayBack(server: FastifyInstance): WayBack {
  const patterns: Record<'GET' | 'POST', string[][]> = { GET: [], POST: [] }
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of ['GET', 'POST'] as const) if ([method].flat().includes(one)) patterns[one].push(url.split('/'))
  })
  const known = (method: 'GET' | 'POST', path: string[]) => patterns[method].some((pattern) => fits(pattern, path))

  const above = (path: string) => {
    const segments = path.split('/')
    if (segments[1] === 'api' || !known('POST', segments)) return undefined
    for (let above = segments.slice(0, -1); above.length > 1; above = above.slice(0, -1))
      if (known('GET', above)) return above.join('/')
    return undefined
  }
  const pageOf = (path: string) => (known('POST', path.split('/')) && known('GET', path.split('/')) ? path : above(path))
  return { above, pageOf }
}

const fits = (pattern: string[], path: string[]) =>
  pattern.length === path.length && pattern.every((one, at) => one === path[at] || (one.startsWith(':') && path[at] !== ''))
