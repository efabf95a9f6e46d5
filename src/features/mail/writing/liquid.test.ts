import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fill, type Filling } from './program.ts'
import { readTemplate } from './reading.ts'
import { liquidOf } from './saying.ts'
import { VARIABLE_NAMES, type Values } from './variables.ts'

const HTML: Filling = { encoding: 'html', locale: 'fr' }
const said = (template: string, values: Values, filling = HTML) => fill(readTemplate(template).part, values, filling)

const name = fc.constantFrom(...VARIABLE_NAMES)
const text = fc.constantFrom('', 'x', 'Zoé', '<b>"&\'', '2026-12-01', ' ', 'a\r\nb', '{{ town }}')
const quotedText = fc.constantFrom("'x'", '"<i>"', "''", '"é"')
const operand = fc.oneof(name, quotedText, fc.constantFrom('nil', 'true', 'false', '1'))
const filter = fc.oneof(
  operand.map((one) => `| default: ${one}`),
  fc.constantFrom(
    '| date: "long"',
    "| date: 'short'",
    '| date',
    '| date: "weekday"',
    '| upcase',
    '| capitalize',
    '| append: "<"',
    '| truncate: 2',
  ),
)
const output = fc
  .tuple(operand, fc.array(filter, { maxLength: 3 }), fc.boolean(), fc.boolean())
  .map(
    ([of, filters, dashed, escapes]) =>
      `{{${dashed ? '-' : ''} ${[of, ...filters, ...(escapes ? ['| escape'] : [])].join(' ')} ${dashed ? '-' : ''}}}`,
  )
const comparison = fc.oneof(
  operand,
  fc.tuple(operand, fc.constantFrom('==', '!='), operand).map((parts) => parts.join(' ')),
)
const condition = fc
  .tuple(comparison, fc.array(fc.tuple(fc.constantFrom('and', 'or'), comparison), { maxLength: 3 }))
  .map(([first, more]) => [first, ...more.flat()].join(' '))
const literal = fc.constantFrom(' ', 'a', ' b\n', '\n\n', '<p>', 'é', '{', '}', '%', '')

const { template } = fc.letrec<{ template: string; piece: string; block: string }>((tie) => ({
  template: fc.array(tie('piece'), { maxLength: 6 }).map((pieces) => pieces.join('')),
  piece: fc.oneof({ depthSize: 'small', withCrossShrink: true }, literal, output, tie('block')),
  block: fc
    .tuple(fc.constantFrom('if', 'unless'), condition, tie('template'), condition, tie('template'), tie('template'), fc.nat(3))
    .map(([tag, when, then, other, second, otherwise, shape]) =>
      [
        `{% ${tag} ${when} %}${then}`,
        ...(shape & 1 ? [`{%- elsif ${other} -%}${second}`] : []),
        ...(shape & 2 ? [`{% else %}${otherwise}`] : []),
        `{% end${tag} %}`,
      ].join(''),
    ),
}))

const values = fc.dictionary(name, fc.option(text), { maxKeys: 8 }) as fc.Arbitrary<Values>

test('a template that was cut says what the whole of Liquid says of it', () => {
  let seen = 0
  fc.assert(
    fc.property(
      template,
      values,
      fc.constantFrom<Filling>(HTML, { encoding: 'text', locale: 'es' }),
      (source, known, filling) => {
        const { part, faults } = readTemplate(source)
        // Braces of the words that run into a tag make another tag, which may be refused.
        if (faults.length > 0) return
        seen += 1
        expect(fill(part, known, filling)).toBe(liquidOf(source, known, filling))
      },
    ),
    { numRuns: 3_000 },
  )
  expect(seen).toBeGreaterThan(1_500)
})

test('what is used is cut, and only what Liquid alone knows is left to it', () => {
  const kinds = (source: string) => readTemplate(source).part.slots.map(({ is }) => is)
  expect(kinds('{{ town }} {{ town | default: "x" | escape }} {{ sent_on | date }}')).toEqual(['value', 'value', 'value'])
  expect(kinds('{% if town %}{{ town | upcase }}{% endif %}{{ town | upcase }}')).toEqual(['if', 'liquid'])
})

test.each([
  ['{% for i in (1..1000000000) %}x{% endfor %}', 'tag'],
  ['{% assign town = "x" %}', 'tag'],
  ['{% include "/etc/passwd" %}', 'tag'],
  ['{% render "x" %}', 'tag'],
  ['{% raw %}{{<script>}}{% endraw %}', 'tag'],
  ['{% liquid echo town %}', 'tag'],
  ['{{ town | raw }}', 'filter'],
  ['{{ town | nothing }}', 'filter'],
  ['{{ twon }}', 'variable'],
  ['{{ links }}', 'variable'],
  ['{{ town.size }}', 'variable'],
  ['{{ town | default: twon }}', 'variable'],
  ['{% if twon %}x{% endif %}', 'variable'],
  ['{{ town first_name }}', 'liquid'],
  ['{{ }}', 'liquid'],
  ['{{ (1..3) }}', 'liquid'],
  ['{{ town[0] }}', 'liquid'],
  ['{% if town contains "x" %}x{% endif %}', 'condition'],
  ['{% if town first_name %}x{% endif %}', 'condition'],
  ['{% if %}x{% endif %}', 'liquid'],
  ['{% if town | upcase == "X" %}x{% endif %}', 'liquid'],
  ['{% if town %}x', 'unclosed'],
  ['{{ town', 'unclosed'],
  ['{% endif %}', 'tag'],
  ['{{ sent_on | date: "%d/%m" }}', 'date'],
  ['{{ sent_on | date: town }}', 'date'],
])('%s is refused', (source, key) => {
  expect(readTemplate(source).faults.map((fault) => fault.key)).toContain(key)
})

test('what is refused names the tag that it is about', () => {
  expect(readTemplate('a {{ town }} b {% for x in y %} c {% endfor %}').faults).toEqual([
    { key: 'tag', said: '{% for x in y %}' },
  ])
  expect(readTemplate('a {{ town | shout }} b').faults).toEqual([{ key: 'filter', said: 'shout' }])
})

test('an empty value is none, and a value is one line without marks of direction', () => {
  expect(said('{% if town %}y{% else %}n{% endif %}{{ town | default: "d" }}', { town: '' })).toBe('nd')
  expect(said('{% if town %}y{% else %}n{% endif %}', { town: ' \n' })).toBe('n')
  expect(said('{{ town }}', { town: 'a\u202eb\r\nc\u2028d' })).toBe('ab c d')
})

test('a day is said in the language of the letter', () => {
  const days = (locale: Filling['locale']) =>
    said(
      "{{ sent_on | date }}, {{ sent_on | date: 'weekday' }}, {{ sent_on | date: 'short' }}",
      { sent_on: '2027-03-01' },
      { encoding: 'text', locale },
    )
  expect(days('fr')).toBe('1er mars 2027, lundi 1er mars, 01/03/2027')
  expect(days('en')).toBe('1 March 2027, Monday 1 March, 01/03/2027')
  expect(days('es')).toBe('1 de marzo de 2027, lunes, 1 de marzo, 01/03/2027')
})

test('what is left to Liquid is bounded: a value that grows beyond all measure stops', () => {
  const grows = `{{ town | default: "${'x'.repeat(100)}" ${'| replace: "x", "xxxxxxxxxx"'.repeat(6)} }}`
  expect(() => said(grows, {})).toThrow(/limit/)
})
