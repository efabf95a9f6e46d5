import type { FastifyInstance } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { isLocale, LOCALES, type Locale } from '../i18n/locales.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The language that the path asks for. */
    locale: Locale
    /** The path without its language: what the same page is called in every language. */
    plainPath: string
  }
}

/** Addresses of one language: `/sign` in the movement's main language, `/en/sign` in another. */
export type Link = (path: string) => string

export function linkIn(locale: Locale, main: Locale): Link {
  if (locale === main) return (path) => path
  return (path) => (path === '/' ? `/${locale}` : `/${locale}${path}`)
}

/** The same page in each language, for `hreflang` and the language menu. */
export function alternates(path: string, main: Locale): { locale: Locale; href: string }[] {
  return LOCALES.map((locale) => ({ locale, href: linkIn(locale, main)(path) }))
}

const asked = new WeakMap<IncomingMessage, Locale>()

/** Takes the language off the path before routing, so that each page has one route. For Fastify's `rewriteUrl`. */
export function takeLocale(request: IncomingMessage): string {
  const url = request.url ?? '/'
  const [, prefix, rest = ''] = /^\/([a-z]{2})(?=[/?]|$)(.*)$/s.exec(url) ?? []
  if (!isLocale(prefix)) return url
  asked.set(request, prefix)
  return rest.startsWith('/') ? rest : `/${rest}`
}

class BadTarget extends Error {
  readonly statusCode = 400
}

/** Gives each request its language; the main language's own prefix leads to the page without prefix. */
export function registerLocale(server: FastifyInstance, mainNow: () => Locale): void {
  server.decorateRequest('locale', mainNow())
  server.decorateRequest('plainPath', '/')
  server.addHook('onRequest', (request, reply, done) => {
    // A target with a host or a fragment is none that a browser sends to a server; it would only be another name of a page.
    if (!/^\/[^#]*$/.test(request.originalUrl)) return done(new BadTarget())
    const main = mainNow()
    const prefix = asked.get(request.raw)
    request.locale = prefix ?? main
    request.plainPath = localPath(request.url.split('?', 1)[0]!)
    if (prefix === main && request.method === 'GET') return void reply.redirect(localPath(request.url), 301)
    done()
  })
}

/** "//evil" after a prefix is taken off would be another host: one slash only. */
function localPath(url: string): string {
  return url.replace(/^[/\\]+/, '/')
}
