import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, type Setting, type Source } from './compile.ts'
import { preview } from './program.ts'
import { render, type Reader } from './render.ts'

const setting: Setting = {
  locale: 'fr',
  wrapper: {
    sender: { name: 'Mouvement pour l’été', address: '3 rue des Lilas, 69003 Lyon' },
    why: 'Vous recevez cette lettre parce que vous avez signé.',
  },
  from: { name: 'Mouvement pour l’été', address: 'lettres@example.org' },
  replyTo: 'contact@example.org',
  listId: 'lettres.example.org',
  feedbackId: 'c12:letter:movement:appui',
  boundary: 'b0123456789',
  url: (path) => `https://example.org${path}`,
  lists: new Map(),
  pictures: new Map(),
}

const source: Source = {
  subject: 'Bonjour {{ first_name | default: "à vous" }}, on se voit dimanche ?',
  preheader: 'Le marché, à {{ town | default: "côté" }}',
  blocks: [
    { type: 'heading', text: 'On y va' },
    {
      type: 'text',
      markdown:
        'Bonjour **{{ first_name | default: "toi" }}**,\n\n{% if town %}à {{ town }}{% else %}près de chez vous{% endif %}, nous [signons](/sign) & nous <b>parlons</b>.\n\n- un\n- deux\n\n.Un point en tête\nFrom ici',
    },
    { type: 'button', label: 'Je signe', link: '/sign' },
    { type: 'quote', text: 'Une vraie phrase', by: 'Ana' },
    { type: 'figures', figures: [['100 000', 'soutiens']] },
  ],
}

const links = {
  'links.unsubscribe': 'https://example.org/u/a?b=c&d=e',
  'links.preferences': 'https://example.org/p/a',
  'links.browser': 'https://example.org/b/a',
}

const reader = (values: Reader['values'] = {}, to: Reader['to'] = { name: 'Zoé', address: 'zoe@example.org' }): Reader => ({
  to,
  values: { movement: 'Été', ...links, ...values },
  messageId: 'abcdef234567@example.org',
  date: new Date('2026-12-01T08:00:00Z'),
  leave: { post: 'https://example.org/u/a', mailto: 'mailto:leave+a@example.org' },
})

const sentTo = (to: Reader['to'], values: Reader['values'] = {}, what: Source = source) =>
  render(compile(what, setting), reader(values, to))

test('a letter comes out of two mail readers as it was written, and as the preview says', async () => {
  const program = compile(source, setting)
  for (const values of [{}, { first_name: 'Zoé', town: 'Saint-Étienne' }, { first_name: '日本語 & <b>"x"</b>', town: 'L’Haÿ' }]) {
    const sent = render(program, reader(values))
    const seen = preview(program, reader(values).values)
    const postal = await PostalMime.parse(sent)
    const parsed = await simpleParser(sent)
    expect(postal.subject).toBe(seen.subject)
    expect(parsed.subject).toBe(seen.subject)
    for (const { text, html } of [postal, parsed]) {
      expect(String(text).trimEnd()).toBe(seen.text.trimEnd())
      expect(String(html).trimEnd()).toBe(seen.html.trimEnd())
    }
    expect(postal.from).toMatchObject({ name: setting.from.name, address: setting.from.address })
    expect(postal.to).toEqual([{ name: 'Zoé', address: 'zoe@example.org' }])
    expect(postal.messageId).toBe('<abcdef234567@example.org>')
    expect(new Date(postal.date!)).toEqual(reader().date)
    const found = Object.fromEntries(postal.headers.map(({ key, value }) => [key, value]))
    expect(found['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
    expect(found['list-unsubscribe']!.replace(/\s+/g, ' ')).toBe('<https://example.org/u/a>, <mailto:leave+a@example.org>')
    expect(found['list-id']).toBe('<lettres.example.org>')
  }
})

test('the same reader gets the same bytes, also of a program that was kept as JSON', () => {
  const program = compile(source, setting)
  const kept: typeof program = JSON.parse(JSON.stringify(program))
  const zoe = reader({ first_name: 'Zoé' })
  expect(render(kept, zoe).equals(render(program, zoe))).toBe(true)
  expect(render(program, zoe).equals(render(program, zoe))).toBe(true)
})

test('what a reader typed is written as it was typed, and never as HTML', () => {
  const { html, text } = preview(compile(source, setting), {
    ...links,
    first_name: '<img src=x onerror=alert(1)>',
    town: '{{ movement }}',
  })
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(html).not.toContain('<img')
  expect(text).toContain('<img src=x onerror=alert(1)>')
  expect(html).toContain('{{ movement }}')
})

test('what is written around the blocks is written as text, with its tags', () => {
  const { html } = preview(
    compile(
      { ...source, subject: 'a < b & <i>{{ first_name | default: "<u>" }}', preheader: '<script>x</script> {{ town }}' },
      { ...setting, wrapper: { ...setting.wrapper, why: '<b>{{ town }}</b>', label: '"<s>"' } },
    ),
    { ...links, town: 'Lyon' },
  )
  expect(html).toContain('<title>a &lt; b &amp; &lt;i>&lt;u&gt;</title>')
  expect(html).toContain('&lt;b>Lyon&lt;/b>')
  expect(html).not.toMatch(/<(script|i|u|b|s)>/)
})

test('a list’s words are of others: what looks like a tag there is none', () => {
  const block = { type: 'list', list: 'events', options: {} } as const
  const items = [{ title: '{{ links.unsubscribe }} {% if x %} <b>', path: '/e/1', when: '{{{ town }}}', where: 'Lyon' }]
  const program = compile({ ...source, blocks: [block] }, { ...setting, lists: new Map([[0, { title: 'Bientôt', items }]]) })
  const { html, text } = preview(program, links)
  expect(html).toContain('{{ links.unsubscribe }} {% if x %} &lt;b>')
  expect(text).toContain('- {{ links.unsubscribe }} {% if x %} <b>\n  {{{ town }}}\n  Lyon\n  https://example.org/e/1')
})

/** Names that somebody could try. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    'Zoé\r\nBcc: all@example.org',
    'a\n\n<html>',
    '=?UTF-8?Q?=0D=0ABcc=3A_x=40y.z?=',
    '"Zoé" <other@example.org>,',
    'x'.repeat(300),
    'É'.repeat(200),
    '\u2028Bcc: x\u0085Cc: y',
    ' .  From \t ',
    'a, b; c: (d) <e> @ [f] \\ "g"',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(20),
  ),
)

test('whatever a reader is called, one person gets it, with the headers that were meant', async () => {
  const program = compile(source, setting)
  const heads =
    'to subject date message-id list-unsubscribe from reply-to list-unsubscribe-post list-id feedback-id mime-version content-type'
  await fc.assert(
    fc.asyncProperty(nasty, async (name) => {
      const sent = render(program, reader({ first_name: name, town: name }, { name, address: 'zoe@example.org' }))
      const postal = await PostalMime.parse(sent)
      expect(postal.headers.map(({ key }) => key).join(' ')).toBe(heads)
      expect(postal.to!.map(({ address }) => address)).toEqual(['zoe@example.org'])
      const { headers } = await simpleParser(sent)
      expect([...headers.keys()].toSorted()).toEqual(
        [
          ...heads
            .replace(/list-[a-z-]+ ?/g, '')
            .split(' ')
            .filter(Boolean),
          'list',
        ].toSorted(),
      )
      expect(postal.subject!.includes('\n')).toBe(false)
      const seen = preview(program, reader({ first_name: name, town: name }).values)
      expect(postal.text!.trimEnd()).toBe(seen.text.trimEnd())
      expect(postal.html!.trimEnd()).toBe(seen.html.trimEnd())
    }),
    { numRuns: 300 },
  )
})

test('a name comes out as it was meant: what looks encoded is not, and nothing ends a line', async () => {
  const program = compile(source, setting)
  for (const [name, expected = name] of [
    ['=?UTF-8?Q?=0D=0ABcc=3A_x=40y.z?='],
    ['Zoé\r\nBcc: all@example.org', 'Zoé Bcc: all@example.org'],
    ['Ana\u2028B\u0085C\tD', 'Ana B C D'],
    ['O’Brien, "Pat" (x) <y@z>'],
    ["Pat O'Brien"],
    ['a \\ b'],
    ['Zoé '.repeat(40).trim()],
  ] as [string, string?][]) {
    const { to, headers } = await PostalMime.parse(render(program, reader({}, { name, address: 'zoe@example.org' })))
    expect(to).toEqual([{ name: expected, address: 'zoe@example.org' }])
    expect(headers).toHaveLength(12)
  }
  const subject = { ...source, subject: '=?UTF-8?Q?Bonjour?= {{ first_name }}' }
  const sent = render(compile(subject, setting), reader({ first_name: 'a\r\nBcc: b' }))
  expect((await PostalMime.parse(sent)).subject).toBe('=?UTF-8?Q?Bonjour?= a Bcc: b')
})

/** RFC 6376 §3.4.4. */
const relaxed = (body: string) =>
  body
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)*$/, '\r\n')

test('no relay has a reason to touch a letter: 7-bit, short lines, nothing that a server or a mailbox reads otherwise', () => {
  fc.assert(
    fc.property(nasty, fc.string({ unit: 'grapheme', maxLength: 400 }), (name, words) => {
      const what: Source = {
        ...source,
        textOverride: `${words}\n  two  blanks \t\n.\nFrom here\n{{ town }}`,
        blocks: [{ type: 'text', markdown: `${words} {{ town }} ${words}` }],
      }
      let sent: string
      try {
        sent = sentTo({ name, address: 'zoe@example.org' }, { town: name }, what).toString('latin1')
      } catch (error) {
        // Words that happen to be a broken tag are refused, and nothing is sent.
        expect(String(error)).toContain('Faulty template')
        return
      }
      expect(sent).toMatch(/^[\r\n -~]*$/)
      const [head, body] = [sent.slice(0, sent.indexOf('\r\n\r\n')), sent.slice(sent.indexOf('\r\n\r\n') + 4)]
      expect(Math.max(...head.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(78)
      expect(Math.max(...body.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(76)
      expect(body).not.toMatch(/^(\.|From )/m)
      expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      expect(relaxed(body)).toBe(body)
    }),
    { numRuns: 300 },
  )
})

test('an address that is none, an id or a link that would end a header stops the letter', () => {
  const program = compile(source, setting)
  for (const address of ['a@b\r\nBcc: c@d', 'a b@c.d', '<a@b.c>', 'a@b.c, d@e.f', 'nobody', ''])
    expect(() => render(program, reader({}, { address })), address).toThrow('No address')
  expect(() => render(program, { ...reader(), messageId: 'a>\r\nX: y@z' })).toThrow('No Message-ID')
  expect(() => render(program, { ...reader(), leave: { post: 'https://a.b/>\r\nX: y' } })).toThrow('No address')
})

test('a mailbox whose local part is not ASCII is written as it is (RFC 6532)', async () => {
  const sent = sentTo({ name: null, address: 'zoé@example.org' })
  expect((await PostalMime.parse(sent)).to).toEqual([{ name: '', address: 'zoé@example.org' }])
})

test('a letter whose template is faulty does not compile', () => {
  expect(() => compile({ ...source, subject: '{{ nobody }}' }, setting)).toThrow('Faulty template: variable nobody')
})
