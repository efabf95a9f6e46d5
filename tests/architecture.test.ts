import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { domains } from '../src/features.ts'
import { cutOf, faults } from './support/law.ts'
import { withMap } from './support/map.ts'
import { readTree, source, type Source } from './support/tree.ts'

const tree = readTree('.')
const cuts = domains.map(cutOf)

test('the tree keeps the law', () => {
  expect(tree.length).toBeGreaterThan(80)
  expect(faults(tree, cuts)).toEqual([])
})

const planted: [string, string, string][] = [
  ['src/platform/db/x.ts', "import { people } from '../../features/people/core/feature.ts'", 'is platform and imports'],
  ['src/ui/x.tsx', "import { figures } from '#people'", 'is ui and imports'],
  ['src/ui/x.tsx', "import { limiter } from '../platform/http/limits.ts'", 'takes more than types of the platform'],
  ['src/demo.ts', "import { x } from './features/people/core/demo.ts'", 'reaches a domain past its door'],
  ['src/demo.ts', "import { x } from './features/people/core/index.ts'", 'reaches a domain past its door'],
  ['src/features/people/core/x.ts', "import { db } from '../../territories/core/tables.ts'", 'past the door of territories'],
  ['src/features/people/core/x.ts', "import { db } from '../../territories/core/index.ts'", 'past the door of territories'],
  ['src/features/territories/core/x.ts', "import { figures } from '#people'", 'which territories does not need'],
  ['src/features/territories/core/x.ts', "const x = await import('#people')", 'which territories does not need'],
  ['src/features/territories/core/x.ts', "export { figures } from '#people'", 'which territories does not need'],
  ['src/features/groups/boards/x.ts', "import { db } from '../core/tables.ts'", 'past the door of groups/core'],
  ['src/features/groups/core/x.ts', "import { latestFor } from '../boards/index.ts'", 'which is not earlier than groups/core'],
  ['src/features/groups/boards/x.ts', "import { oneOf } from '#groups'", 'imports the door of its own domain'],
  ['src/features/groups/index.ts', "export { oneOf } from './core/queries.ts'", 'reaches past the door of groups/core'],
  ['src/features/groups/core/index.ts', "export * from './queries.ts'", 'publishes all of a file'],
  ['src/features/groups/attic/feature.ts', 'export const x = 1', 'is a folder and no room of its domain'],
  [
    'src/features/groups/index.ts',
    `export { ${Array.from({ length: 26 }, (_, n) => `name${n}`).join(', ')} } from './core/index.ts'`,
    'the door of groups publishes',
  ],
  ['src/features/people/core/utils.ts', 'export const x = 1', 'has a name that says nothing'],
  ['src/features/people/core/x.ts', 'export default 1', 'has a default export'],
  ['src/features/people/core/x.ts', 'document.title', 'touches the DOM outside an island'],
  ['src/features/people/core/x.page.tsx', 'export async function X() { await 1 }', 'is a page and waits'],
  ['src/features/people/core/x.page.tsx', 'export const X = () => <p>Bonjour</p>', 'says «Bonjour» itself'],
  ['src/features/people/core/rules.ts', 'export const now = () => new Date()', 'is rules and has a clock'],
  ['src/features/people/core/commands/x.ts', "import { x } from '#platform/http/forms'", 'is domain code and knows HTTP'],
  ['src/features/people/core/x.ts', "import pg from 'pg'", 'reaches for the pool'],
  ['src/features/people/core/lib/x.ts', 'export const x = 1', 'stands in a folder that is no role'],
  ['src/features/people/core/x.ts', 'sql`update place set name = 1`', 'writes place, which territories/core owns'],
  ['src/features/people/core/x.ts', "db(tx).deleteFrom('area')", 'writes area, which territories/core owns'],
  ['src/features/people/imports/x.ts', "copyRows(tx, 'person', people)", 'writes person, which people/core owns'],
  ['src/features/groups/core/x.ts', "db(tx).deleteFrom('removal')", 'writes removal, which groups/joining owns'],
  ['src/features/people/bulk/x.ts', "db(tx).deleteFrom('person')", 'writes person, which people/core owns'],
  ['src/features/front/site/migrations/x.sql', 'alter table person add column x text', 'writes person, which people/core owns'],
  ['src/features/people/core/x.ts', '\n'.repeat(400), 'is longer than 300 lines'],
  ['src/features/people/core/x.ts', '\n'.repeat(2600), 'lines, 2500 at most'],
]

test.each(planted)('a fault planted in %s (%s) is found', (path, text, found) => {
  const others = tree.filter((file) => file.path !== path)
  expect(faults([...others, source(path, text)], cuts).join('\n')).toContain(found)
})

test('a need that nothing uses is found, and one that comes later', () => {
  const [first, ...rest] = cuts
  expect(faults(tree, [{ ...first!, needs: ['people'] }, ...rest]).join('\n')).toMatch(
    /territories needs people but imports nothing of it[\s\S]*not earlier in the list/,
  )
})

test('a room without folder is found, and one without README', () => {
  const [first, ...rest] = cuts
  expect(faults(tree, [{ ...first!, rooms: ['core', 'attic'] }, ...rest])).toContain(
    'territories/attic is a room without a folder',
  )
  const bare = tree.filter(({ path }: Source) => path !== 'src/features/people/core/README.md')
  expect(faults(bare, cuts)).toContain('people/core has no README.md')
})

test('the map in ARCHITECTURE.md is of today: npx vitest run --project law -u draws it', async () => {
  await expect(withMap(domains, tree)).toMatchFileSnapshot('../ARCHITECTURE.md')
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
