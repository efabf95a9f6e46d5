/** Schemes that a link may have. */
const SCHEMES = /^(https?:\/\/[^\s/]|mailto:[^\s]|tel:\+?\d)/i
const PATH = /^\/(?![/\\])[^\s]*$/

/** Whether a link leads where a link may: elsewhere by the web, to a mailbox or a number, or to a page of ours by its path. */
export const isSafeLink = (link: string): boolean => (SCHEMES.test(link) && !/\s/.test(link)) || PATH.test(link)

/** The whole address of a link; undefined: it leads nowhere that it may. `isTag`: it is a Liquid tag alone. */
export function addressOf(
  link: string,
  { url, isTag }: { url(path: string): string; isTag(text: string): boolean },
): string | undefined {
  const bare = link.trim()
  if (isTag(bare)) return bare
  if (!isSafeLink(bare)) return undefined
  return PATH.test(bare) ? url(bare) : bare
}
