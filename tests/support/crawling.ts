import type { LightMyRequestResponse } from 'fastify'
import type { TestProgram } from './program.ts'
import type { Visitor } from './staff.ts'

/** What a page leads to: paths of this site in the movement's language, without fragments. */
type Ways = { links: string[]; acts: string[] }

/** Pages of one shape that are looked at: the third profile says nothing that two did not. */
const ALIKE = 2

function waysOf(html: string): Ways {
  const own = (paths: Iterable<string>) =>
    [...new Set(Array.from(paths, (path) => path.replaceAll('&amp;', '&').split('#')[0]!))].filter((path) =>
      /^\/(?!\/|assets\/|(en|es)(\/|$|\?))/.test(path),
    )
  const forms = html.matchAll(/<form\b[^>]*>/g).map(([tag]) => ({ action: /action="([^"]*)"/.exec(tag)?.[1] ?? '', tag }))
  const [asking, doing] = [[] as string[], [] as string[]]
  for (const { action, tag } of forms) (tag.includes('method="post"') ? doing : asking).push(action)
  return { links: own([...html.matchAll(/<a\b[^>]*href="([^"]*)"/g).map(([, path]) => path!), ...asking]), acts: own(doing) }
}

/** Two paths have the same shape that differ in ids, numbers, tokens and questions alone; of files, in what they are of as well. */
function shapeOf(path: string): string {
  const parts = path.split('?')[0]!.split('/')
  const file = /\.(\w+)$/.exec(parts.at(-1)!)
  if (file) return `/${parts[1]}/*.${file[1]}`
  return parts.map((part) => (/\d|\./.test(part) ? '*' : part)).join('/')
}

/** Where somebody begins, and who is told of each answer. */
type Walk = { starts: string[]; heard?: (path: string, answer: LightMyRequestResponse) => unknown }

/**
 * Follows all links from some pages on, as somebody in a browser; of where it starts nothing is left out. Gives where it came, and each way to what is
 * not there as "page → path".
 */
export async function crawl(
  { server }: TestProgram,
  browser: Pick<Visitor, 'get'>,
  { starts, heard }: Walk,
): Promise<{ seen: Set<string>; broken: string[] }> {
  const [seen, shapes, broken] = [new Set<string>(), new Map<string, number>(), [] as string[]]
  const waiting = starts.map((path) => ({ path, from: '' }))
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { path, from } = next
    const alike = shapes.get(shapeOf(path)) ?? 0
    if (seen.has(path) || (from !== '' && alike >= ALIKE)) continue
    seen.add(path)
    shapes.set(shapeOf(path), alike + 1)
    const answer = await browser.get(path, 'text/html')
    await heard?.(path, answer)
    if (answer.statusCode === 404) broken.push(`${from} → ${path}`)
    const to = answer.headers.location
    if (to) waiting.push({ path: String(to).split('#')[0]!, from: path })
    if (answer.statusCode !== 200 || !String(answer.headers['content-type']).startsWith('text/html')) continue
    const { links, acts } = waysOf(answer.body)
    waiting.push(...links.map((link) => ({ path: link, from: path })))
    broken.push(...acts.filter((act) => !server.isThere(act)).map((act) => `${path} → ${act}`))
  }
  return { seen, broken }
}
