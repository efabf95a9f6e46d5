import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Invalid } from '../errors.ts'

/**
 * The check of all that comes in. A form that is shown again gets what is wrong with its own fields (`attachValidation`), and nothing else: an address that
 * leads nowhere, or a query that fits no page, is refused before its route sees it.
 */
export function registerIncoming(server: FastifyInstance): void {
  server.addHook('preHandler', (request, _reply, done) => {
    check(request)
    done()
  })

  function check(request: FastifyRequest): void {
    const { validationError, routeOptions } = request
    if (!validationError) return [request.params, request.query, request.body].forEach(refuseNul)
    const isForms = validationError.validationContext === (routeOptions.schema?.body ? 'body' : 'querystring')
    if (!isForms) throw validationError
    // The first part that is wrong is told, and those after it are not looked at.
    if (routeOptions.schema?.body) requireQuery(request)
  }
}

function requireQuery(request: FastifyRequest): void {
  if (request.routeOptions.schema?.querystring && !request.validateInput(request.query, 'querystring'))
    throw new Invalid({ query: 'form.wrong' })
}

/** No text of ours holds it: PostgreSQL keeps none (SQLSTATE 22021), and nobody types one. */
const NUL = '\0'

function refuseNul(part: unknown): void {
  for (const [name, value] of Object.entries(part ?? {})) {
    if (typeof value === 'object') refuseNul(value)
    else if (String(value).includes(NUL)) throw new Invalid({ [name]: 'form.wrong' })
  }
}
