import type { Framed } from '../platform/http/page.ts'
import { languageName } from '../platform/i18n/locales.ts'
import { Menu, type MenuLink, type MenuSection } from './menu.tsx'
import { uiTexts } from './texts.ts'

type FrameLink = Pick<MenuLink, 'href' | 'text'>

export type FrameProps = Framed & {
  siteName: string
  menu: FrameLink[]
  /** Where whoever is not signed in comes in. */
  enter: FrameLink[]
  footer: FrameLink[]
  /** What whoever is signed in may open of the staff's pages, and his own; empty for everybody else. */
  sections: MenuSection[]
  account: MenuLink[]
  /** Where the search from everywhere is, for who has work here. */
  search: string | undefined
  /** Where people write to; undefined: nobody has said it. */
  contact: string | undefined
  /** #rrggbb, when the movement has a colour of its own. */
  accent: string | undefined
}

/** The colour of a movement that has chosen none: that of the styles. */
const ACCENT = '#b3261e'

/** What every page stands in: head, skip link, header, footer. One h1 belongs to the page itself. */
export function Frame(page: FrameProps) {
  const { title, description, locale, siteName, asset, islands = [], worker, publicUrl, alternates } = page
  const t = uiTexts.in(locale)
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title === siteName ? siteName : `${title} · ${siteName}`}</title>
        {description && <meta name="description" content={description} />}
        <meta property="og:title" content={title} />
        {description && <meta property="og:description" content={description} />}
        <Shared {...page} />
        <link rel="preload" href={asset('titles.woff2')} as="font" type="font/woff2" crossorigin="anonymous" />
        <link rel="stylesheet" href={asset('styles.css')} />
        {page.accent && <link rel="stylesheet" href={`/accent-${page.accent.slice(1)}.css`} />}
        <link rel="icon" href={`/icon-${(page.accent ?? ACCENT).slice(1)}.svg`} type="image/svg+xml" />
        {alternates.map(({ locale: language, href }) => (
          <link key={language} rel="alternate" hreflang={language} href={publicUrl + href} />
        ))}
        {worker && <meta name="worker" content={asset(worker)} />}
        {islands.map((name) => (
          <script key={name} type="module" src={asset(name)} />
        ))}
      </head>
      <body class="flex min-h-screen flex-col bg-base-100 text-base-content">
        <a href="#content" class="sr-only focus:not-sr-only focus:p-4">
          {t('ui.skip')}
        </a>
        <FrameHeader {...page} />
        <Menu {...page} here={page.link(page.plainPath)} />
        <main id="content" tabIndex={-1} class="mx-auto w-full max-w-6xl grow px-4 pb-16 outline-none sm:px-6">
          {page.said && (
            <p role="status" class="alert alert-success mt-4">
              {t(`ui.said.${page.said}`)}
            </p>
          )}
          {page.body}
        </main>
        <FrameFooter {...page} />
      </body>
    </html>
  )
}

/** What is shown where the page is shared, and what programs read of it. */
function Shared({ image, structured, publicUrl, link, plainPath, siteName }: FrameProps) {
  return (
    <>
      <meta property="og:site_name" content={siteName} />
      {image && (
        <>
          <meta property="og:type" content="website" />
          <meta property="og:url" content={publicUrl + link(plainPath)} />
          <meta property="og:image" content={publicUrl + image.src} />
          <meta property="og:image:alt" content={image.words} />
          <meta property="og:image:width" content={String(image.width)} />
          <meta property="og:image:height" content={String(image.height)} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {structured && (
        // A `<` in it could end the element: written as JSON escapes it, it is the same text (RFC 8259 §7).
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: JSON.stringify(structured).replaceAll('<', '\\u003c') }}
        />
      )}
    </>
  )
}

/** On a phone the name and the way in share the first line, and the menu has the second. */
function FrameHeader({ siteName, menu, enter, link }: FrameProps) {
  return (
    <header class="border-b border-base-300">
      <div class="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-4 px-4 py-2 sm:px-6">
        <a href={link('/')} class="font-display text-xl font-bold">
          {siteName}
        </a>
        {enter.map(({ href, text }) => (
          <a key={href} href={href} class="py-2 font-semibold whitespace-nowrap text-primary hover:underline sm:order-last">
            {text}
          </a>
        ))}
        <nav aria-label={siteName} class="w-full sm:ml-auto sm:w-auto">
          <ul class="-mx-[0.2rem] flex flex-wrap sm:-mx-2">
            {menu.map(({ href, text }) => (
              <li key={href}>
                <a
                  href={href}
                  class="inline-block px-[0.2rem] py-2 text-sm font-semibold whitespace-nowrap text-primary hover:underline sm:px-2 sm:text-base"
                >
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  )
}

function FrameFooter({ locale, alternates, footer, contact }: FrameProps) {
  const t = uiTexts.in(locale)
  return (
    <footer class="border-t border-base-300 bg-base-200">
      <div class="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-6 text-sm sm:px-6">
        <nav aria-label={t('ui.more')}>
          <ul class="flex flex-wrap gap-x-5 gap-y-1">
            {footer.map(({ href, text }) => (
              <li key={href}>
                <a href={href} class="link inline-block py-1">
                  {text}
                </a>
              </li>
            ))}
            {contact && (
              <li>
                <a href={`mailto:${contact}`} class="link inline-block py-1">
                  {contact}
                </a>
              </li>
            )}
          </ul>
        </nav>
        <nav aria-label={t('ui.languages')}>
          <ul class="flex gap-4">
            {alternates.map(({ locale: language, href }) => (
              <li key={language}>
                <a
                  href={href}
                  lang={language}
                  hreflang={language}
                  aria-current={language === locale ? 'true' : undefined}
                  class="link inline-block py-1"
                >
                  {languageName(language)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p class="basis-full opacity-80">{t('ui.built-with')}</p>
      </div>
    </footer>
  )
}
