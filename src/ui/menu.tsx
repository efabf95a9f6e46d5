import type { Locale } from '../platform/i18n/locales.ts'
import { uiTexts } from './texts.ts'

export type MenuLink = { href: string; text: string; daily?: boolean }
type Page = MenuLink & { beside: MenuLink[] }
/** What one does, and its pages, each with those beside it. A section of one page is that page. */
export type MenuSection = { text: string; pages: Page[] }

export type MenuProps = {
  locale: Locale
  sections: MenuSection[]
  /** One's own pages, as whoever is signed in has them. */
  account: MenuLink[]
  /** Where what is typed into the one search field is sent; undefined: there is none. */
  search: string | undefined
  /** The address of the page. */
  here: string
}

/** Where one's own pages are, and those of one's work: one line, which on a phone opens a list. */
export function Menu({ locale, sections, account, search, here }: MenuProps) {
  const t = uiTexts.in(locale)
  const own = { text: t('ui.rest-own'), pages: account.map((page) => ({ ...page, beside: [] })) }
  const all = [...sections, own].filter(({ pages }) => pages.length > 0)
  const at = placeOf(here, all)
  if (sections.length === 0) return <OwnPages {...{ locale, account, at }} />
  return (
    <nav aria-label={t('ui.own')} class="relative border-b border-base-300 bg-base-200">
      <details class="menu-bar mx-auto max-w-6xl px-3 sm:px-5">
        <summary class="menu-word">{t('ui.menu')}</summary>
        <ul class="menu-sections">
          {all.map((section) => (
            <SectionItem key={section.text} {...section} at={at} />
          ))}
        </ul>
      </details>
      {search && <SearchField locale={locale} action={search} />}
      {at.page && at.page.beside.length > 0 && (
        <ul class="mx-auto flex max-w-6xl flex-wrap gap-x-1 border-t border-base-300 px-3 sm:px-5">
          {at.page.beside.map((one) => (
            <MenuItem key={one.href} {...one} at={at} />
          ))}
        </ul>
      )}
    </nav>
  )
}

/** Where one is: the address of the menu that leads nearest, and the page of a section that it belongs to. */
type Place = { href: string | undefined; page: Page | undefined }

function placeOf(here: string, sections: MenuSection[]): Place {
  const pages = sections.flatMap((section) => section.pages)
  const hrefs = pages.flatMap(({ href, beside }) => [href, ...beside.map((one) => one.href)])
  // Of `/me` and `/me/groups` the longer one is where one is.
  const href = hrefs.filter((one) => here === one || here.startsWith(`${one}/`)).toSorted((a, b) => b.length - a.length)[0]
  return { href, page: pages.find((page) => page.href === href || page.beside.some((one) => one.href === href)) }
}

function SectionItem({ text, pages, at }: MenuSection & { at: Place }) {
  const [only, more] = pages
  // Also where it is all that somebody may open: one word less to press.
  if (only && !more) return <MenuItem {...only} at={at} />
  return (
    <li>
      {/* One is open at a time, as they have one name; that where one is from the beginning. */}
      <details name="menu" open={at.page !== undefined && pages.includes(at.page)}>
        <summary class="menu-word">{text}</summary>
        <ul class="flex flex-wrap gap-x-1">
          {pages.map((page) => (
            <MenuItem key={page.href} {...page} at={at} />
          ))}
        </ul>
      </details>
    </li>
  )
}

function MenuItem({ href, text, at }: MenuLink & { at: Place }) {
  const current = href === at.href ? 'page' : href === at.page?.href ? 'true' : undefined
  return (
    <li>
      <a href={href} aria-current={current} class="menu-link">
        {text}
      </a>
    </li>
  )
}

/** What is typed is posted: the name of a person stands in no address. */
function SearchField({ locale, action }: { locale: Locale; action: string }) {
  const t = uiTexts.in(locale)
  return (
    <form method="post" action={action} role="search" aria-label={t('ui.search')} class="menu-search">
      <input
        type="search"
        name="q"
        aria-label={t('ui.search')}
        placeholder={t('ui.search')}
        maxLength={200}
        class="input input-sm w-full bg-base-100"
      />
      <button type="submit" class="btn btn-sm">
        {t('ui.search-button')}
      </button>
    </form>
  )
}

/** Of who has no work here: what is used every day in sight, the rest behind one word. */
function OwnPages({ locale, account, at }: Pick<MenuProps, 'locale' | 'account'> & { at: Place }) {
  const t = uiTexts.in(locale)
  const rest = account.filter(({ daily }) => !daily)
  if (account.length === 0) return null
  return (
    <nav aria-label={t('ui.own')} class="border-b border-base-300 bg-base-200">
      <ul class="mx-auto flex max-w-6xl flex-wrap items-center gap-x-1 px-3 sm:px-5">
        {account
          .filter(({ daily }) => daily)
          .map((one) => (
            <MenuItem key={one.href} {...one} at={at} />
          ))}
        {/* What it opens pushes the page down instead of lying on it: nothing is hidden, and no narrow screen is left at its side. */}
        <li class="has-[details[open]]:basis-full">
          <details>
            <summary class={rest.some(({ href }) => href === at.href) ? 'menu-word font-semibold' : 'menu-word'}>
              {t('ui.rest-own')}
            </summary>
            <ul class="mb-2 flex flex-wrap gap-x-1 rounded-box bg-base-100 px-1">
              {rest.map((one) => (
                <MenuItem key={one.href} {...one} at={at} />
              ))}
            </ul>
          </details>
        </li>
      </ul>
    </nav>
  )
}
