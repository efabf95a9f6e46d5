import type { FastifyInstance } from 'fastify'

/**
 * A form that was sent with a mistake is shown again under the address that it was sent to, which nobody can GET. Gives, for such a path,
 * the page that holds the form, the nearest above it, for whoever loads it again; undefined for any other path, and for programs. Registered before the routes.
 */
export function registerWayBack(server: FastifyInstance): (path: string) => string | undefined {
  const patterns: Record<'GET' | 'POST', string[][]> = { GET: [], POST: [] }
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of ['GET', 'POST'] as const) if ([method].flat().includes(one)) patterns[one].push(url.split('/'))
  })
  const known = (method: 'GET' | 'POST', path: string[]) => patterns[method].some((pattern) => fits(pattern, path))

  return (path) => {
    const segments = path.split('/')
    if (segments[1] === 'api' || !known('POST', segments)) return undefined
    for (let above = segments.slice(0, -1); above.length > 1; above = above.slice(0, -1))
      if (known('GET', above)) return above.join('/')
    return undefined
  }
}

const fits = (pattern: string[], path: string[]) =>
  pattern.length === path.length && pattern.every((one, at) => one === path[at] || (one.startsWith(':') && path[at] !== ''))
