import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Locale } from '../i18n/locales.ts'
import { hostCookie } from './host-cookie.ts'
import { alternates, linkIn, type Link } from './locale.ts'
import type { Actor } from '../auth/actor.ts'
import type { AssetUrl } from './assets.ts'

/** What a page may say of the act that led to it. */
const SAID = ['saved', 'added', 'removed', 'ended', 'asked', 'begun', 'done', 'undone', 'thanked', 'waits'] as const
type SaidOfAct = (typeof SAID)[number]
/** Seconds for which a cookie carries the word over the redirect: it goes with the next page. Nothing that anybody may not see. */
const SAID_FOR = 60

/** A page, before the frame that all pages share. */
export type View = {
  title: string
  body: VNode
  description?: string
  /** Islands that the page needs, by file name. */
  islands?: string[]
  /** What is shown where the page is shared (Open Graph): a path of this site, and its size in pixels. */
  image?: { src: string; words: string; width: number; height: number }
  /** The page for programs (schema.org, as JSON-LD). */
  structured?: object
  /** A worker of the page (`*.worker.ts`), which its island registers. */
  worker?: string
}

/** What the frame is drawn from. */
export type Framed = View & {
  locale: Locale
  /** The path of the page without its language. */
  plainPath: string
  link: Link
  alternates: { locale: Locale; href: string }[]
  publicUrl: string
  asset: AssetUrl
  /** Who is signed in, on pages that ask for it. */
  actor: Actor | undefined
  /** The act that led here. */
  said: SaidOfAct | undefined
}

export type Frame = (page: Framed) => VNode

declare module 'fastify' {
  interface FastifyRequest {
    /** Addresses in the language of the request. */
    link: Link
    /** The act that led here. */
    said: SaidOfAct | undefined
  }
  interface FastifyReply {
    /** Draws the view in the frame, as text. */
    render(view: View): string
    /** Sends the view as a page that no cache may keep. */
    page(view: View): FastifyReply
    /** After an act: leads to a page of this site, which says that it was done (RFC 9110 §15.4.4). */
    back(path: string, said: SaidOfAct): FastifyReply
  }
}

/** Whether a page says something of who asks for it. */
export const isOwn = ({ actor, said }: FastifyRequest): boolean => actor !== undefined || said !== undefined

type Options = { frame: Frame; main: () => Locale; publicUrl: string; asset: AssetUrl }

/** Gives requests `link` and `said`, and replies `render`, `page` and `back`. */
export function registerPages(server: FastifyInstance, { frame, main, publicUrl, asset }: Options): void {
  const cookie = hostCookie(publicUrl, 'said', SAID_FOR)
  server.decorateRequest('link', {
    getter(this: FastifyRequest) {
      return linkIn(this.locale, main())
    },
  })
  server.decorateRequest('said', {
    getter(this: FastifyRequest) {
      return SAID.find((one) => one === this.cookies[cookie.name])
    },
  })
  server.decorateReply('render', function (this: FastifyReply, view: View) {
    const { locale, plainPath, actor, said } = this.request
    const link = linkIn(locale, main())
    if (said) this.clearCookie(cookie.name, cookie.options)
    const framed = { ...view, said, locale, plainPath, publicUrl, asset, link, alternates: alternates(plainPath, main()), actor }
    return `<!doctype html>${renderToString(frame(framed))}`
  })
  server.decorateReply('back', function (this: FastifyReply, path: string, said: SaidOfAct) {
    return this.setCookie(cookie.name, said, cookie.options).redirect(this.request.link(path), 303)
  })
  server.decorateReply('page', function (this: FastifyReply, view: View) {
    return this.header('cache-control', 'private, no-store').type('text/html; charset=utf-8').send(this.render(view))
  })
}
