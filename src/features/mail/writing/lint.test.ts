import { expect, test } from 'vitest'
import type { PictureId } from '#content'
import type { Setting, Source } from './compile.ts'
import { deadLinks, linksIn } from './links.ts'
import { type Letter, lint } from './lint.ts'
import { VARIABLE_NAMES } from './variables.ts'
import { texts } from './texts.ts'

const setting: Setting = {
  locale: 'fr',
  wrapper: { sender: { name: 'Mouvement', address: 'Lyon' }, why: 'Vous avez signé.' },
  from: { name: 'Mouvement', address: 'lettres@example.org' },
  listId: 'lettres.example.org',
  boundary: 'b1',
  url: (path) => `https://example.org${path}`,
  lists: new Map(),
  pictures: new Map(),
}
const sound: Source = {
  subject: 'Dimanche',
  preheader: 'Venez',
  blocks: [{ type: 'text', markdown: 'On se voit [ici](/events).' }],
}

const faults = (source: Partial<Source>, otherwise: Partial<Setting> = {}, asked: Letter['asked'] = []) =>
  lint({ sources: { fr: { ...sound, ...source } }, wanted: ['fr'], settingIn: () => ({ ...setting, ...otherwise }), asked }).map(
    ({ key, place, level }) => [key, place.block === undefined ? place.field : `${place.block}.${place.field}`, level].join(' '),
  )
const markdown = (text: string) => faults({ blocks: [...sound.blocks, { type: 'text', markdown: text }] })
const wrapper = (changed: Partial<Setting['wrapper']>) => ({ wrapper: { ...setting.wrapper, ...changed } })
const PICTURE = '11111111-1111-7111-8111-111111111111' as PictureId

test('a sound letter has no fault; what it lacks is told with its place', () => {
  expect(faults({})).toEqual([])
  expect(faults({ subject: ' ' })).toEqual(['subject subject stop'])
  expect(faults({ subject: 'x'.repeat(121) })).toEqual(['long-subject subject advise'])
  expect(faults({ preheader: '' })).toEqual(['preheader preheader advise'])
  expect(faults({ blocks: [] })).toContain('empty blocks stop')
})

test('a language that readers have and the letter has not is told before anything leaves', () => {
  expect(lint({ sources: { fr: sound }, wanted: ['fr', 'es'], settingIn: () => setting, asked: [] })).toEqual([
    { locale: 'es', place: { field: 'language' }, level: 'stop', key: 'language', values: {} },
  ])
})

test('tags are read field by field, and a spelling that is near is proposed', () => {
  expect(markdown('{{ first_nam | default: "x" }}')).toEqual(['variable 1.markdown stop'])
  const [found] = lint({
    sources: { fr: { ...sound, subject: '{{ unsubscribe }}' } },
    wanted: ['fr'],
    settingIn: () => setting,
    asked: [],
  })
  expect(found!.values).toEqual({ said: 'unsubscribe', near: 'links.unsubscribe' })
  expect(markdown('{% if town %}a')).toEqual(['unclosed 1.markdown stop'])
  expect(markdown('{% endif %}')).toEqual(['tag 1.markdown stop'])
  expect(markdown('{% for i in (1..1000000) %}x{% endfor %}')).toContain('tag 1.markdown stop')
  expect(faults({ textOverride: '{{ x }}' })).toEqual(['variable text stop'])
  expect(faults({}, wrapper({ why: '{{ x }}' }))).toEqual(['variable why stop'])
})

test('what is unknown of some is said with a word for them, or behind an if', () => {
  expect(markdown('Chère {{ first_name }}')).toEqual(['no-fallback 1.markdown advise'])
  expect(markdown('{% if first_name and movement %}Chère {{ first_name }}{% endif %}')).toEqual([])
  expect(markdown('{% if first_name or town %}{{ first_name }}{% endif %}')).toEqual(['no-fallback 1.markdown advise'])
  expect(markdown('{% unless first_name %}{{ first_name }}{% endunless %}')).toEqual(['no-fallback 1.markdown advise'])
  expect(markdown('{{ movement }} {{ first_name | default: "x" }}')).toEqual([])
})

test('a link leads where it may, and tells nobody elsewhere who pressed it', () => {
  expect(markdown('[a](javascript:x)')).toEqual(['link 1.markdown stop'])
  expect(markdown('[a](example.org)')).toEqual(['link 1.markdown stop'])
  expect(markdown('[a]({{ links.preferences }})')).toEqual([])
  expect(markdown('[a](https://x.example/?n={{ town }})')).toContain('link-variable 1.markdown stop')
  const button = (link: string) => faults({ blocks: [{ type: 'button', label: 'x', link }] })
  expect(button('{{ town }}')).toContain('link-variable 0.link stop')
  expect(button('https://x.example/{{ links.browser }}')).toEqual(['link-variable 0.link stop'])
  expect(button('')).toEqual(['link 0.link stop'])
})

test('pictures have words and are there; lists too', () => {
  const picture = { type: 'picture', picture: PICTURE, alt: ' ', credit: '' } as const
  expect(faults({ blocks: [picture] })).toEqual(['alt 0.alt stop', 'picture 0.picture stop'])
  const list = { type: 'list', list: 'events', options: {} } as const
  expect(faults({ blocks: [list] })).toEqual(['list 0.list stop'])
  expect(faults({ blocks: [list] }, { lists: new Map([[0, { title: 'x', items: [] }]]) })).toEqual(['empty-list 0.list advise'])
})

test('who speaks, why, and what the law asks', () => {
  expect(faults({}, wrapper({ sender: { name: 'x', address: ' ' } }))).toEqual(['sender sender stop'])
  expect(faults({}, wrapper({ why: '' }))).toEqual(['why why stop'])
  expect(faults({}, {}, ['label', 'notice'])).toEqual(['label label stop', 'notice notice stop'])
  expect(faults({}, wrapper({ label: 'Annonce politique', notice: 'javascript:x' }), ['label', 'notice'])).toEqual([
    'notice notice stop',
  ])
  expect(faults({}, wrapper({ label: 'Annonce politique', notice: 'https://x.example/avis' }), ['label', 'notice'])).toEqual([])
  expect(faults({}, wrapper({ accent: '#ffcc00' }))).toEqual(['contrast accent stop'])
})

test('a letter that Gmail would cut is told, at 100 kB', () => {
  const long = (n: number) =>
    faults({ blocks: Array.from({ length: n }, () => ({ type: 'text', markdown: 'x'.repeat(9_900) }) as const) })
  expect(long(9)).toEqual([])
  expect(long(10)).toEqual(['size blocks stop'])
})

test('every fault and every variable has its words', () => {
  for (const locale of ['fr', 'en', 'es'] as const) {
    const bundle = texts.bundles[locale]
    for (const name of VARIABLE_NAMES) expect(bundle[`writing.variable.${name.replace(/[._]/g, '-')}`]).toBeTruthy()
  }
})

test('links are found with their places, and those that lead nowhere are told', async () => {
  const source: Source = {
    ...sound,
    blocks: [
      {
        type: 'text',
        markdown: '[a](https://a.example/x) <https://b.example> et https://c.example/y. [d](/d) [e]({{ links.browser }})',
      },
      { type: 'button', label: 'x', link: 'https://a.example/x' },
    ],
  }
  expect(linksIn(source).map(({ place, link }) => `${place.block} ${link}`)).toEqual([
    '0 https://a.example/x',
    '0 https://b.example',
    '0 https://c.example/y.',
    '0 /d',
    '0 {{ links.browser }}',
    '1 https://a.example/x',
  ])
  const asked: string[] = []
  const dead = await deadLinks(source, async (address) => {
    asked.push(address)
    return { 'https://a.example/x': 404, 'https://b.example': 403 }[address]
  })
  expect(asked.toSorted()).toEqual(['https://a.example/x', 'https://b.example', 'https://c.example/y.'])
  expect(dead.map(({ place, link, status }) => [place.block, link, status])).toEqual([
    [0, 'https://a.example/x', 404],
    [0, 'https://c.example/y.', undefined],
    [1, 'https://a.example/x', 404],
  ])
})
