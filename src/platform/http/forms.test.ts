import qs from 'qs'
import { expect, test } from 'vitest'
import { readForm, withoutEmpty } from './forms.ts'

/** As the library that makes records of names with brackets reads it. */
const asRecords = (text: string) => withoutEmpty(qs.parse(text, { depth: 2, parameterLimit: 100, arrayLimit: 20 }))

test('a form whose names have no brackets is read as one whose names have some', () => {
  const forms = [
    '',
    'a=1&b=2',
    'a=&b=x&c',
    'name=Zo%C3%A9+L%C3%A9vy&town=Lyon%20%2869%29',
    'a=1&a=2&a=',
    'a=1%2B1&b=%26%3D&c=x%3Dy=z',
    '&&a=1&&',
    'n=%00',
    'words=un%0D%0Adeux',
  ]
  for (const text of forms) expect(readForm(text), text).toEqual(asRecords(text))
})

test('brackets make records and lists, as they are typed or escaped', () => {
  expect(readForm('consents[news]=true&consents%5Bcalls%5D=&tags[]=a&tags[]=b')).toEqual({
    consents: { news: 'true' },
    tags: ['a', 'b'],
  })
})

test('of a form a hundred fields are read at most', () => {
  const text = Array.from({ length: 300 }, (_, n) => `f${n}=1`).join('&')
  expect(Object.keys(readForm(text))).toHaveLength(100)
})

test('no field of a form is the prototype of what is made of it', () => {
  for (const text of ['__proto__=1&__proto__=2&a=1', '%5F_proto__=1&a=1', '__proto__[admin]=true&a=1']) {
    const copy = Object.assign({}, readForm(text))
    expect(Object.getPrototypeOf(copy), text).toBe(Object.prototype)
    expect(Object.entries(copy), text).toEqual([['a', '1']])
  }
})
