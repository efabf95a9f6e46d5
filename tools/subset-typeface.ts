/**
 * Cuts the typeface of titles to what titles need: `node tools/subset-typeface.ts` writes `src/ui/typeface` anew, from the package of its version.
 * The first file holds the letters of French, English and Spanish, and comes with each page; a browser asks for the others only where a name needs them.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const FOLDER = 'src/ui/typeface'
const files = fileURLToPath(new URL('files', import.meta.resolve('@fontsource-variable/source-serif-4/package.json')))
const source = (script: string) => `${files}/source-serif-4-${script}-wght-normal.woff2`
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => String.fromCodePoint(from + n)).join('')

const PUNCTUATION = ' !"%&\'()*+,-./0123456789:;=?[]\u00a0¡§ª«°º·»¿–—‘’“”„…•‹›€№\u202f'
const LETTERS = `${range(0x41, 0x5a)}${range(0x61, 0x7a)}${range(0xc0, 0xff)}ŒœŸ`
const RARE = new Set('ÐÞð×þ÷')
const main = [...PUNCTUATION, ...LETTERS].filter((letter) => !RARE.has(letter)).join('')
const rest = [...range(0x20, 0x7e), ...range(0xa1, 0xff)].filter((letter) => !main.includes(letter)).join('')

/** Weights that titles have; and no small capitals or old figures, which no page asks for. */
const OPTIONS = { targetFormat: 'woff2', noLayoutClosure: true, variationAxes: { wght: { min: 400, max: 700 } } } as const

const faces: string[] = []
for (const [name, script, letters] of [
  ['titles', 'latin', main],
  ['titles-signs', 'latin', rest],
  ['titles-beyond', 'latin-ext', `${range(0x100, 0x17f)}ȘșȚțẞ`],
] as const) {
  const bytes = await subsetFont(readFileSync(source(script)), letters, OPTIONS)
  writeFileSync(`${FOLDER}/${name}.woff2`, bytes)
  console.log(`${name}: ${bytes.length} bytes`)
  faces.push(`@font-face {
  font-family: Titles;
  font-display: swap;
  font-weight: 400 700;
  src: url(./${name}.woff2) format('woff2');
  unicode-range: ${rangesOf(letters)};
}
`)
}
writeFileSync(`${FOLDER}/typeface.css`, `/* Written by tools/subset-typeface.ts. */\n${faces.join('')}`)
execFileSync('oxfmt', [`${FOLDER}/typeface.css`])

/** Letters as CSS names them, those that follow each other as one. */
function rangesOf(letters: string): string {
  const codes = [...letters].map((letter) => letter.codePointAt(0)!).toSorted((a, b) => a - b)
  const starts = codes.filter((code, n) => code !== codes[n - 1]! + 1)
  const ends = codes.filter((code, n) => code !== codes[n + 1]! - 1)
  const hex = (code: number) => code.toString(16).toUpperCase()
  return starts.map((start, n) => `U+${hex(start)}${ends[n] === start ? '' : `-${hex(ends[n]!)}`}`).join(', ')
}
