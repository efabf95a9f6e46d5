import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentStyles, contrast, darkened, iconOf, isReadable, lightened, robotsTxt, securityTxt } from './rules.ts'

const PAPER = '#f6f1e6'
const NIGHT = '#26221c'
const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  // As the tools of WebAIM and of browsers give it.
  ['#767676', '#ffffff', 4.54],
  ['#ff0000', '#ffffff', 4],
  ['#008000', '#ffffff', 5.14],
  ['#0000ff', '#ffffff', 8.59],
  ['#0a0a0a', '#ffffff', 19.8],
])('%s on %s has a contrast of %d', (a, b, ratio) => {
  expect(contrast(a, b)).toBeCloseTo(ratio, 1)
  expect(contrast(b, a)).toBe(contrast(a, b))
})

test('a colour is readable where it is on paper and white is on it', () => {
  expect([isReadable('#000000'), isReadable('#ffffff'), isReadable('#c0392b')]).toEqual([true, false, true])
  // White on it would do, it on paper not.
  expect(contrast('#767676', '#ffffff')).toBeGreaterThan(4.5)
  expect(isReadable('#767676')).toBe(false)
  // Nor does anything lighter than paper.
  expect(isReadable('#fffef8')).toBe(false)
})

test('whatever the colour, what is suggested instead can be read, and a colour that can be read is left as it is', () => {
  fc.assert(
    fc.property(colour, (accent) => {
      expect(isReadable(darkened(accent))).toBe(true)
      expect(contrast(darkened(accent), '#ffffff')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(lightened(accent), NIGHT)).toBeGreaterThanOrEqual(4.5)
      if (isReadable(accent)) expect(darkened(accent)).toBe(accent)
      if (contrast(accent, NIGHT) >= 4.5) expect(lightened(accent)).toBe(accent)
    }),
  )
})

test('what is suggested is the nearest in steps of a twentieth: the hue stays', () => {
  expect(darkened('#ffff00')).toBe('#666600')
  expect(darkened('#ffffff')).toBe('#666666')
  expect(lightened('#000000')).toBe('#8c8c8c')
  expect(lightened('#0000ff')).toBe('#8080ff')
})

test('the style sheet puts the accent in by day, and a lighter one by night', () => {
  expect(accentStyles('#0000ff')).toBe(
    `:root{--color-primary:#0000ff;--color-primary-content:#ffffff}@media (prefers-color-scheme:dark){:root{--color-primary:${lightened('#0000ff')};--color-primary-content:#1b1814}}`,
  )
  expect(contrast(PAPER, NIGHT)).toBeGreaterThan(4.5)
})

test('programs find whom to tell of a hole, for half a year, the same all day (RFC 9116)', () => {
  const at = (now: string) =>
    securityTxt({ contact: 'a@example.org', publicUrl: 'https://example.org', locales: ['fr', 'en'], now: new Date(now) })
  expect(at('2026-11-29T10:00:00Z')).toBe(
    'Contact: mailto:a@example.org\nExpires: 2027-05-28T00:00:00.000Z\nPreferred-Languages: fr, en\nCanonical: https://example.org/.well-known/security.txt\n',
  )
  expect(at('2026-11-29T23:00:00Z')).toBe(at('2026-11-29T10:00:00Z'))
})

test('what is of one person or of those in charge is in no search engine, in any language; what only begins alike is', () => {
  const [agent, ...lines] = robotsTxt(['fr', 'en']).trimEnd().split('\n')
  expect(agent).toBe('User-agent: *')
  // As RFC 9309 §2.2.2, 2.2.3 reads a rule: from the beginning, `$` for the end.
  const closes = (path: string) =>
    lines.some((line) => {
      const rule = line.replace('Disallow: ', '')
      return rule.endsWith('$') ? path === rule.slice(0, -1) : path.startsWith(rule)
    })
  const closed = [
    '/staff',
    '/staff/people',
    '/me',
    '/en/me/home',
    '/leave/x',
    '/en/sign/confirm/x',
    '/sign-in?next=/me',
    '/fr/setup/x',
  ]
  expect(closed.filter((path) => !closes(path))).toEqual([])
  expect(
    ['/', '/en', '/act/metro-table', '/groups/x/meetings/y', '/events', '/sign', '/en/sign', '/privacy'].filter(closes),
  ).toEqual([])
})

test('the icon has the colour of the movement', () => {
  expect(iconOf('#112233')).toMatch(/^<svg [^>]+viewBox="0 0 32 32"><rect [^>]+fill="#112233"\/>(.*<circle){3}.*<\/svg>$/)
})
