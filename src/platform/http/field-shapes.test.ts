import { expect, test } from 'vitest'
import { address, boxes, choice, count, heading, limit, line, type Shape, text } from './field-shapes.ts'

const FR = { t: (key: string) => key, locale: 'fr' } as const
const SHAPES: Record<string, Shape> = {
  heading: heading(3, 100),
  line: line(200),
  text: text(4000),
  address: address(500),
  limit: limit(5),
  count: count(1),
  choice: choice(['tea', 'coffee'], (value) => value.toUpperCase()),
  boxes: boxes(['tea', 'coffee'], (value) => value.toUpperCase()),
}

test.each([
  { shape: 'heading', given: ' Hello ', value: 'Hello', said: ['Hello'] },
  { shape: 'line', given: ' a cup ', value: 'a cup', said: ['a cup'] },
  { shape: 'text', given: 'a\nb\n', value: 'a\nb', said: ['a\nb'] },
  { shape: 'address', given: 'https://a.example', value: 'https://a.example', said: ['https://a.example'] },
  { shape: 'limit', given: '12', value: 12, said: ['12'] },
  { shape: 'count', given: '3', value: 3, said: ['3'] },
  { shape: 'choice', given: 'tea', value: 'tea', said: ['TEA'] },
  { shape: 'boxes', given: { tea: 'true', coffee: 'true' } as const, value: ['tea', 'coffee'], said: ['TEA', 'COFFEE'] },
])('a $shape is read, said, and typed into its form again', ({ shape, given, value, said }) => {
  const field = SHAPES[shape]!
  expect(field.read(given)).toEqual(value)
  expect(field.say(value, FR)).toEqual(said)
  const again = field.typed(value, 'cup')
  expect(again).toEqual(typeof given === 'string' ? { cup: given.trim() } : { 'cup[tea]': 'true', 'cup[coffee]': 'true' })
})

test.each([
  { shape: 'line', nothing: null },
  { shape: 'text', nothing: null },
  { shape: 'address', nothing: null },
  { shape: 'limit', nothing: null },
  { shape: 'boxes', nothing: [] },
])('nothing in a $shape is nothing: not said, not typed', ({ shape, nothing }) => {
  const field = SHAPES[shape]!
  expect([field.read(undefined), field.say(nothing, FR), field.typed(nothing, 'cup')]).toEqual([nothing, [], {}])
  if (shape !== 'boxes') expect(field.read('  ')).toBe(null)
})

test('of a count, nothing is none; it stands in the form', () => {
  expect([SHAPES.count!.read(undefined), SHAPES.count!.typed(0, 'cup')]).toEqual([0, { cup: '0' }])
})

test('numbers take as many digits as they say', () => {
  const takes = (shape: string, typed: string) => new RegExp((SHAPES[shape]!.form as { pattern?: string }).pattern!).test(typed)
  expect(['1', '99999', '0', '100000', '1.5', ''].filter((typed) => takes('limit', typed))).toEqual(['1', '99999'])
  expect(['0', '9', '10', '-1'].filter((typed) => takes('count', typed))).toEqual(['0', '9'])
})
