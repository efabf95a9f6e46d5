import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** How many requirements of levels 1 and 2 each section of OWASP ASVS 5.0 has (May 2025): they are numbered from one on. */
const REQUIREMENTS: Record<string, number[]> = {
  '1': [2, 9, 11, 3, 2],
  '2': [3, 3, 4, 1],
  '3': [0, 2, 4, 6, 5, 0, 2],
  '4': [3, 1, 2, 4],
  '5': [1, 3, 2, 3],
  '6': [3, 12, 4, 4, 5, 3, 0, 4],
  '7': [3, 4, 2, 5, 2, 2],
  '8': [2, 3, 1, 1],
  '9': [3, 4],
  '10': [2, 2, 4, 11, 5, 2, 3],
  '11': [2, 3, 3, 4, 1, 1],
  '12': [3, 2, 4],
  '13': [1, 5, 2, 5],
  '14': [2, 4, 3],
  '15': [3, 3, 7],
  '16': [1, 5, 4, 3, 3],
  '17': [1, 4, 2],
}
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
const ALL = Object.entries(REQUIREMENTS).flatMap(([chapter, sections]) =>
  sections.flatMap((count, at) => upTo(count).map((n) => `${chapter}.${at + 1}.${n}`)),
)

const STATES = ['met', 'met, no test', 'not applicable', 'NOT MET']
type Row = { ids: string[]; subject: string; state: string; how: string; shown: string }

const rowsOf = (text: string): Row[] =>
  text
    .split('\n')
    .filter((line) => /^\| \d+\.\d+\.\d+/.test(line))
    .map((line) => {
      const [ids = '', subject = '', state = '', how = '', shown = ''] = line
        .slice(1)
        .split('|')
        .map((cell) => cell.trim())
      return { ids: ids.split(', ').flatMap(span), subject, state, how, shown }
    })

/** "4.4.1–4.4.4" names all four. */
function span(ids: string): string[] {
  const [first = '', last = first] = ids.split('–')
  const [from, to] = [first, last].map((id) => Number(id.split('.')[2]))
  return upTo(to! - from! + 1).map((n) => `${first.split('.').slice(0, 2).join('.')}.${from! + n - 1}`)
}

/** What stands between backticks and is a file: it has a folder and an ending, or lies in the project's own. */
const filesIn = (text: string): string[] =>
  [...text.matchAll(/`([\w@./-]+)`/g)]
    .map(([, name]) => name!)
    .filter(
      (name) => /^(src|tests|docs|bin|tools)\/.*\.\w+$/.test(name) || /^(Dockerfile|[\w.-]+\.(md|json|yaml|ts))$/.test(name),
    )
    .filter((name) => !['README.md', 'rules.ts', 'routes.txt'].includes(name))

/** A row that is met names what shows it; one that no test shows, what does it; any other says why. */
function faultOf({ ids, subject, state, how, shown }: Row): string | undefined {
  const tests = filesIn(shown).filter((file) => /\.test\.tsx?$/.test(file))
  if (!STATES.includes(state)) return `${ids[0]} is ${state}`
  if (subject === '' || how === '') return `${ids[0]} says nothing`
  if (state === 'met' && tests.length === 0) return `${ids[0]} is met, and no test shows it`
  if (state !== 'met' && shown !== '') return `${ids[0]} is ${state}, and shown`
  if (state === 'met, no test' && filesIn(how).length === 0) return `${ids[0]} names no file`
  return undefined
}

function faultsIn(text: string): string[] {
  const rows = rowsOf(text)
  const found = Map.groupBy(
    rows.flatMap(({ ids }) => ids),
    (id) => id,
  )
  return [
    ...ALL.filter((id) => !found.has(id)).map((id) => `${id} is missing`),
    ...found
      .entries()
      .filter(([id, times]) => times.length > 1 || !ALL.includes(id))
      .map(([id]) => `${id} is too much`),
    ...rows.map(faultOf).filter((fault) => fault !== undefined),
    ...filesIn(text)
      .filter((file) => !existsSync(file))
      .map((file) => `${file} is not there`),
  ]
}

const text = readFileSync('docs/security.md', 'utf8')

test('each requirement of OWASP ASVS 5.0, levels 1 and 2, has its state, and what is met names what shows it', () => {
  expect(ALL).toHaveLength(253)
  expect(faultsIn(text)).toEqual([])
})

test.each([
  { what: 'a row that is gone', before: /^\| 1\.2\.4 .*\n/m, after: '', fault: '1.2.4 is missing' },
  { what: 'a row twice', before: /^(\| 1\.2\.4 .*\n)/m, after: '$1$1', fault: '1.2.4 is too much' },
  { what: 'a requirement of level 3', before: '| 17.1.1 |', after: '| 17.1.1, 17.1.2 |', fault: '17.1.2 is too much' },
  { what: 'a span cut short', before: '| 6.2.1–6.2.12 |', after: '| 6.2.1–6.2.11 |', fault: '6.2.12 is missing' },
  { what: 'a state of its own', before: /^(\| 1\.2\.4 .*?)\| met \|/m, after: '$1| nearly |', fault: '1.2.4 is nearly' },
  {
    what: 'a test that is not named',
    before: /^(\| 8\.3\.1 .*)`tests.*$/m,
    after: '$1 |',
    fault: '8.3.1 is met, and no test shows it',
  },
  {
    what: 'a file that moved',
    before: /`src\/platform\/csv\.ts`/,
    after: '`src/platform/table.ts`',
    fault: 'src/platform/table.ts is not there',
  },
  { what: 'no reason', before: /\| no WebRTC \|/, after: '| |', fault: '17.1.1 says nothing' },
])('$what is found', ({ before, after, fault }) => {
  const planted = text.replace(before, after)
  expect(planted).not.toBe(text)
  expect(faultsIn(planted)).toContain(fault)
})
