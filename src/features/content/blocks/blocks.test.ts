import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { isSafeLink } from './addresses.ts'
import { readBlocks, type Turn, turned, typedBlocks } from './editing.ts'
import { contrast, textOn } from './letter.tsx'
import { renderBlocks, type Surroundings } from './rendering.tsx'
import type { Block, PictureId } from './schema.ts'
import { keeperOf } from './tags.ts'

const PICTURE = '11111111-1111-7111-8111-111111111111' as PictureId

const around: Surroundings = {
  url: (path) => `https://example.org${path}`,
  lists: new Map([
    [6, { title: 'Bientôt', items: [{ title: 'Tracts {{ x }} <b>', path: '/events/1', when: 'lundi', where: 'Lyon' }] }],
  ]),
  pictures: new Map([[PICTURE, { src: 'https://example.org/p.webp', width: 1200, height: 600 }]]),
}

const ALL: Block[] = [
  {
    type: 'text',
    markdown:
      'Un **mot** & <script>x</script>\n\n1. un\n2. [deux](/deux)\n\n> dit\n\n---\n\n{% if town %}\n\nÀ {{ town | default: "*ici*" }}\n\n{% endif %}',
  },
  { type: 'heading', text: 'Titre <i>' },
  { type: 'picture', picture: PICTURE, alt: 'Une table "au" marché', credit: 'Ana', link: '/sign' },
  { type: 'button', label: 'Signer', link: '{{ links.preferences }}' },
  { type: 'quote', text: 'Deux\nlignes', by: 'Zoé' },
  { type: 'figures', figures: [['100 000', 'soutiens']] },
  { type: 'list', list: 'events', options: {} },
]

test('a letter shows every block, tags as they were written, and nothing that was typed as HTML', () => {
  const { html, text } = renderBlocks('letter', ALL, around)
  expect(html).toContain('{{ town | default: "*ici*" }}')
  // A tag alone on its line leaves no empty paragraph.
  expect(html).not.toMatch(/<p[^>]*>\s*\{%/)
  expect(html).toContain('href="{{ links.preferences }}"')
  expect(html).toContain('width="600" height="300"')
  expect(html).toContain("Tracts {{ '{' }}{ x }} &lt;b>")
  expect(html).not.toMatch(/<script|<i>|<b>/)
  expect(html).not.toContain('class="btn')
  expect(text).toBe(
    [
      'Un mot & <script>x</script>\n\n1. un\n2. deux (https://example.org/deux)\n\n> dit\n\n----\n\n{% if town %}\n\nÀ {{ town | default: "*ici*" }}\n\n{% endif %}',
      'Titre <i>\n---------',
      '[Une table "au" marché. Ana]\nhttps://example.org/sign',
      'Signer\n{{ links.preferences }}',
      '> Deux\n> lignes\n> — Zoé',
      '100 000 soutiens',
      "Bientôt\n\n- Tracts {{ '{' }}{ x }} <b>\n  lundi\n  Lyon\n  https://example.org/events/1",
    ].join('\n\n'),
  )
})

test('a page shows the same with its own parts, and tags as text', () => {
  const { html } = renderBlocks('page', [...ALL, { type: 'text', markdown: '{{<img src=x onerror=alert(1)>}}' }], around)
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
  expect(document.querySelectorAll('img')).toHaveLength(1)
  expect(document.querySelector('script')).toBeNull()
  expect(document.body.textContent).toContain('{{<img src=x onerror=alert(1)>}}')
  expect(document.body.textContent).toContain('Tracts {{ x }} <b>')
  expect(document.querySelector('img')!.getAttribute('alt')).toBe('Une table "au" marché')
  expect(html).not.toContain('style=')
})

test('nothing that somebody types in a page becomes an element or a link that runs', () => {
  const markup = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '<img src=x onerror=y>',
      '[a](javascript:b)',
      '[a](JAVA\tSCRIPT:b)',
      '<javascript:x>',
      '![a](http://b.c/d.png)',
      '{{<b>}}',
      '{%<i>%}',
      '"><script>',
      '[a](data:text/html,b)',
      '[x]: javascript:y\n\n[x]',
      '[a](<java script:b>)',
      '[a](&#106;avascript:b)',
    ),
  )
  fc.assert(
    fc.property(fc.array(markup, { maxLength: 5 }), (parts) => {
      const typed = parts.join(' ')
      const blocks: Block[] = [
        { type: 'text', markdown: typed },
        { type: 'heading', text: typed },
        { type: 'quote', text: typed, by: typed },
        { type: 'button', label: typed, link: typed },
      ]
      const { document } = parseHTML(`<!doctype html><html><body>${renderBlocks('page', blocks, around).html}</body></html>`)
      expect(document.querySelectorAll('script, img, iframe, b, i, style, svg')).toHaveLength(0)
      for (const a of document.querySelectorAll('a[href]'))
        expect(isSafeLink(a.getAttribute('href')!.replace('https://example.org', '') || '/')).toBe(true)
      for (const one of document.querySelectorAll('*'))
        expect([...one.attributes].filter(({ name }) => name.startsWith('on'))).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('where a link may lead', () => {
  for (const link of ['https://a.b', 'http://a.b/c?d=e#f', 'mailto:a@b.c', 'tel:+33612345678', '/sign', '/'])
    expect(isSafeLink(link), link).toBe(true)
  for (const link of ['javascript:a', '//a.b', '/\\a.b', 'a.b', '', 'data:x', 'https://', 'https:// a', 'ftp://a.b', '/a b'])
    expect(isSafeLink(link), link).toBe(false)
})

test('words that look like a hidden tag are no tag', () => {
  const keeper = keeperOf('lq0z LQq1Z {{ a }}')
  expect(keeper.show(`${keeper.hide('{{ a }}')} lq0z`)).toBe('{{ a }} lq0z')
})

test('a picture that is gone, a list that nobody offers and a link that leads nowhere leave no hole', () => {
  const { html, text } = renderBlocks(
    'letter',
    [
      { ...ALL[2]!, picture: '22222222-2222-7222-8222-222222222222' } as Block,
      ALL[6]!,
      { type: 'button', label: 'Ici', link: 'javascript:x' },
    ],
    { ...around, lists: new Map() },
  )
  expect(html.trim()).toMatch(/^<p style="[^"]*">Ici<\/p>$/)
  expect(text).toBe('[Une table "au" marché. Ana]\nhttps://example.org/sign\n\nIci')
})

test('a form of blocks is read as it was drawn, and its presses move, add and remove', () => {
  expect(readBlocks(typedBlocks(ALL))).toEqual({ blocks: ALL, turn: undefined })
  const order = (turn: Turn) => turned(ALL, turn).map(({ type }) => type)
  const types = ALL.map(({ type }) => type)
  expect(order({ does: 'up', at: 1 })).toEqual([types[1], types[0], ...types.slice(2)])
  expect(order({ does: 'down', at: 0 })).toEqual([types[1], types[0], ...types.slice(2)])
  expect(order({ does: 'up', at: 0 })).toEqual(types)
  expect(order({ does: 'down', at: 6 })).toEqual(types)
  expect(order({ does: 'remove', at: 6 })).toEqual(types.slice(0, 6))
  expect(order({ does: 'remove', at: 60 })).toEqual(types)
  expect(order({ does: 'add', kind: 'quote' })).toEqual([...types, 'quote'])
  expect(readBlocks({ turn: 'add.text' })).toEqual({ blocks: [], turn: { does: 'add', kind: 'text' } })
  expect(readBlocks({ turn: 'up.x' })!.turn).toBeUndefined()
  expect(readBlocks({ 'blocks.0.type': 'script', 'blocks.0.list': 'x'.repeat(50) })).toBeUndefined()
  expect(readBlocks({ 'blocks.0.type': 'picture', 'blocks.0.picture': 'x' })).toBeUndefined()
  expect(readBlocks({ 'blocks.0.type': 'text', 'blocks.0.markdown': 'x'.repeat(20_001) })).toBeUndefined()
})

test('words on a colour are black or white, whichever is read', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (n) => {
      const colour = `#${n.toString(16).padStart(6, '0')}`
      expect(contrast(colour, textOn(colour))).toBeGreaterThanOrEqual(4.5)
    }),
  )
})
