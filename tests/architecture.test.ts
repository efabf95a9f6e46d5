import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { SLICES } from '../src/architecture.ts'
import { features } from '../src/features.ts'
import { withMap } from '../tools/map.ts'
import { faults, readTree, source, type Source } from './support/law.ts'

const tree = readTree('.')

test('the tree keeps the law', () => {
  expect(tree.length).toBeGreaterThan(80)
  expect(faults(tree, SLICES)).toEqual([])
})

test('the plugs stand in the order of the law', () => {
  expect(features.map(({ name }) => name)).toEqual(SLICES.map(({ name }) => name))
})

const planted: [string, string, string][] = [
  ['src/platform/db/x.ts', "import { people } from '../../features/people/feature.ts'", 'is platform and imports'],
  ['src/ui/x.tsx', "import { figures } from '#people'", 'is ui and imports'],
  ['src/ui/x.tsx', "import { limiter } from '../platform/http/limits.ts'", 'takes more than types of the platform'],
  ['src/demo.ts', "import { x } from './features/people/demo.ts'", 'reaches a slice past its door'],
  ['src/features/people/x.ts', "import { db } from '../territories/tables.ts'", 'past the door of territories'],
  ['src/features/territories/x.ts', "import { figures } from '#people'", 'which territories does not need'],
  ['src/features/territories/x.ts', "const x = await import('#people')", 'which territories does not need'],
  ['src/features/territories/x.ts', "export { figures } from '#people'", 'which territories does not need'],
  ['src/features/people/utils.ts', 'export const x = 1', 'has a name that says nothing'],
  ['src/features/people/x.ts', 'export default 1', 'has a default export'],
  ['src/features/people/x.ts', 'document.title', 'touches the DOM outside an island'],
  ['src/features/people/x.page.tsx', 'export async function X() { await 1 }', 'is a page and waits'],
  ['src/features/people/x.page.tsx', 'export const X = () => <p>Bonjour</p>', 'says «Bonjour» itself'],
  ['src/features/people/rules.ts', 'export const now = () => new Date()', 'is rules and has a clock'],
  ['src/features/people/commands/x.ts', "import { x } from '#platform/http/forms'", 'is domain code and knows HTTP'],
  ['src/features/people/x.ts', "import pg from 'pg'", 'reaches for the pool'],
  ['src/features/people/lib/x.ts', 'export const x = 1', 'stands in a folder that is no role'],
  ['src/features/people/x.ts', 'sql`update place set name = 1`', 'writes place, which territories owns'],
  ['src/features/people/x.ts', "db(tx).deleteFrom('area')", 'writes area, which territories owns'],
  ['src/features/site/migrations/x.sql', 'alter table person add column x text', 'writes person, which people owns'],
  ['src/features/people/x.ts', '\n'.repeat(400), 'is longer than 300 lines'],
]

test.each(planted)('a fault planted in %s (%s) is found', (path, text, found) => {
  const others = tree.filter((file) => file.path !== path)
  expect(faults([...others, source(path, text)], SLICES).join('\n')).toContain(found)
})

test('a need that nothing uses is found, and one that comes later', () => {
  const [first, ...rest] = SLICES
  expect(faults(tree, [{ ...first!, needs: ['people'] }, ...rest]).join('\n')).toMatch(
    /territories needs people but imports nothing of it[\s\S]*not earlier in the list/,
  )
})

test('a slice without README is found', () => {
  expect(
    faults(
      tree.filter(({ path }: Source) => path !== 'src/features/people/README.md'),
      SLICES,
    ),
  ).toContain('people has no README.md')
})

test('the map in ARCHITECTURE.md is of today', () => {
  expect(readFileSync('ARCHITECTURE.md', 'utf8')).toBe(withMap())
})

test('links between the documents lead somewhere', () => {
  const documents = [
    'README.md',
    'ARCHITECTURE.md',
    'STYLE.md',
    'DESIGN.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`),
  ]
  const broken = documents
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, target]) => ({
        file,
        target: join(dirname(file), target!),
      })),
    )
    .filter(({ target }) => !existsSync(target))
  expect(broken).toEqual([])
})
