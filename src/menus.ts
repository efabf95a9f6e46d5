import type { Feature, StaffLink } from './platform/app.ts'
import type { Actor } from './platform/auth/actor.ts'
import { domainOf, features } from './features.ts'

/** Who looks at a page, as far as menus ask. */
type Looker = Pick<Actor, 'grants' | 'person'>

/** A page that a menu leads to; `text` is a key of the texts of its room. */
export type Entry = { path: string; text: string; daily?: boolean }
/** With the pages that stand beside it, a level below. */
type Page = Entry & { beside: Entry[] }
export type Section = { key: string; text: string; pages: Page[] }

type Link = NonNullable<Feature['links']>[number]

const rank = (link: Link) => Number('last' in link) - Number('first' in link)

/** Links of all rooms, those that come first before all others. */
const LINKS = features
  .flatMap((feature) => (feature.links ?? []).map((link) => ({ domain: domainOf(feature), link })))
  .toSorted((a, b) => rank(a.link) - rank(b.link))

/** Those of a movement. */
const linksOf = (isOn: IsOn): Link[] => LINKS.flatMap(({ domain, link }) => (isOn(domain) ? [link] : []))

/** What stands around every page for somebody: the links of each place, in order. `looker`: undefined for who is not signed in. */
export function linksAt(place: 'menu' | 'footer' | 'enter' | 'account', looker: Looker | undefined, isOn: IsOn): Entry[] {
  return linksOf(isOn).filter((one) => {
    if (one.place !== place) return false
    if (one.place === 'account') return looker !== undefined && !(one.supporters && !looker.person && looker.grants.size > 0)
    return !looker || !('visitors' in one && one.visitors)
  })
}

type IsOn = (domain: string) => boolean

/** The staff's menu as somebody sees it: sections with what she may open of them, and nothing else. */
export function sectionsFor(looker: Looker, isOn: IsOn): Section[] {
  const mine = linksOf(isOn).filter((one): one is StaffLink => one.place === 'staff' && mayOpen(looker, one))
  return features
    .flatMap(({ sections = [] }) => sections)
    .map(({ key, text }) => ({ key, text, pages: pagesOf(mine.filter(({ section }) => section === key)) }))
    .filter(({ pages }) => pages.length > 0)
}

/** All pages that menus lead somebody to who is signed in, each once. */
export function pagesFor(looker: Looker, isOn: IsOn): Entry[] {
  const work = sectionsFor(looker, isOn).flatMap(({ pages }) => pages.flatMap((page) => [page, ...page.beside]))
  const others = (['account', 'menu', 'footer'] as const).flatMap((place) => linksAt(place, looker, isOn))
  return [...new Map([...work, ...others].map((one) => [one.path, one])).values()]
}

function mayOpen({ grants }: Looker, { permission, everywhere }: StaffLink): boolean {
  if (!permission) return grants.size > 0
  return everywhere ? grants.get(permission) === 'everywhere' : grants.has(permission)
}

/** Whose place is under a page that is not there stands in its stead. */
function pagesOf(links: StaffLink[]): Page[] {
  const paths = new Set(links.map(({ path }) => path))
  return links
    .filter(({ under }) => !under || !paths.has(under))
    .map(({ path, text }) => ({ path, text, beside: links.filter(({ under }) => under === path) }))
}
