import { tagsIn } from '#content'
import type { Source } from './compile.ts'
import { type Field, fieldsOf, type Place } from './places.ts'

/** A link of a letter, as somebody wrote it. */
export type LinkInLetter = { place: Place; link: string }

/** Where links stand in Markdown: `[words](link)`, `<link>`, and addresses as they are. */
const IN_MARKDOWN = /\]\(\s*<?((?:\{\{.*?\}\}|[^)\s>])+)|<([a-z][a-z+.-]*:[^>\s]+)>|(?<![(<\w"])(https?:\/\/[^\s)>\]]+)/gi

/** All links of a letter, with their places. */
export const linksIn = (source: Source): LinkInLetter[] => fieldsOf(source).flatMap(linksOfField)

function linksOfField({ place, text, is }: Field): LinkInLetter[] {
  if (is === 'link') return [{ place, link: text.trim() }]
  if (is !== 'markdown') return []
  return [...text.matchAll(IN_MARKDOWN)].map(([, inline, angled, bare]) => ({ place, link: (inline ?? angled ?? bare)! }))
}

/** How many addresses are asked at once. */
const AT_ONCE = 5

/**
 * The links of a letter that lead nowhere, with what was answered. `ask`: the status of an address, undefined where nobody answers. Only what is
 * the same for everybody, and elsewhere, is asked.
 */
export async function deadLinks(
  source: Source,
  ask: (address: string) => Promise<number | undefined>,
): Promise<(LinkInLetter & { status: number | undefined })[]> {
  const links = linksIn(source).filter(({ link }) => /^https?:\/\//i.test(link) && tagsIn(link).length === 0)
  const waiting = [...new Set(links.map(({ link }) => link))]
  const answers = new Map<string, number | undefined>()
  const askNext = async (): Promise<void> => {
    for (let link = waiting.shift(); link !== undefined; link = waiting.shift()) answers.set(link, await ask(link))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askNext))
  return links
    .map((one) => ({ ...one, status: answers.get(one.link) }))
    .filter(({ status }) => status === undefined || isDead(status))
}

/** Not there, or broken. Who asks for a name first (401, 403) or for patience (429) is there. */
const isDead = (status: number): boolean => status === 404 || status === 410 || status >= 500
