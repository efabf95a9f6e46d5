import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { ManualPage, type Operation } from '../api.page.tsx'
import { texts } from '../texts.ts'

type Shape = {
  type?: string
  description?: string
  properties?: Record<string, Shape>
  required?: string[]
  pattern?: string
  format?: string
}
type Parameter = { name: string; in: string; required?: boolean; schema?: Shape; description?: string }
type Described = {
  summary?: string
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: Shape }> }
  security?: unknown[]
}

/** How other software uses all this, drawn from the same shapes that check what comes in. */
export const manualRoutes: Routes = (app: App) => async (server) => {
  server.get('/api', { config: { permission: 'anyone', kept: 60_000 }, schema: { hide: true } }, (request, reply) => {
    const t = texts.in(request.locale)
    // Of the document (OpenAPI 3.0) the part that is shown.
    const { paths = {} } = server.described() as { paths?: Record<string, Record<string, Described>> }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => operationOf(method, path, described)),
    )
    const page = { t, operations, url: app.config.publicUrl, document: '/api/v1/openapi.json' }
    return reply.page({ title: t('api.manual'), body: <ManualPage {...page} /> })
  })
}

function operationOf(method: string, path: string, { summary, parameters = [], requestBody, security }: Described): Operation {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema
  const fields = Object.entries(schema?.properties ?? {}).map(([name, shape]) => ({
    name,
    where: 'body',
    required: schema?.required?.includes(name) ?? false,
    says: saysOf(shape),
  }))
  return {
    name: `${method.toUpperCase()} ${path}`,
    summary: summary ?? '',
    key: (security ?? []).length > 0,
    fields: [
      ...parameters.map((one) => ({
        name: one.name,
        where: one.in,
        required: one.required === true,
        says: one.description ?? saysOf(one.schema ?? {}),
      })),
      ...fields,
    ],
  }
}

function saysOf({ description, format, pattern, type }: Shape): string {
  return description ?? format ?? pattern ?? type ?? ''
}
