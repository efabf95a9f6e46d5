import { directionOf, type Direction, type Faces, settable, type Weight, widthOf } from './faces.ts'

/** Where a text is to stand: sizes of letters that are tried, the largest first; width, height and sizes in the same unit. */
export type Room = {
  width: number
  /** As high as it becomes, if not given. */
  height?: number | undefined
  sizes: readonly number[]
  weight: Weight
  /** From one line to the next, in sizes of a letter. */
  leading: number
}

/** A text in lines that are no wider than their room. */
export type Fitted = { size: number; lines: string[]; base: Direction }

type Set = { weight: Weight; base: Direction }
/** A line has this much room, where letters are one unit high. */
type Measure = Set & { most: number }

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * A text in the largest letters in which it finds room with its words whole; if in none, with words taken apart; if not even so, cut at
 * its end in the smallest. So it never leaves its room.
 */
export function fit(faces: Faces, text: string, { width, height = Infinity, sizes, weight, leading }: Room): Fitted {
  const plain = settable(faces, text)
  const set = { weight, base: directionOf(faces, plain) }
  const most = (size: number) => Math.max(1, Math.floor(height / (size * leading) + 0.001))
  for (const apart of [false, true])
    for (const size of sizes) {
      const lines = wrap(faces, plain, { ...set, most: width / size, apart })
      if (lines && lines.length <= most(size)) return { size, lines, base: set.base }
    }
  const size = sizes.at(-1)!
  const lines = wrap(faces, plain, { ...set, most: width / size, apart: true })!
  const kept = lines.slice(0, most(size))
  return { size, lines: [...kept.slice(0, -1), shortened(faces, kept.at(-1)!, { ...set, most: width / size })], base: set.base }
}

/** A text in lines; undefined if a word is too wide for one and may not be taken apart. */
function wrap(faces: Faces, text: string, { apart, ...measure }: Measure & { apart: boolean }): string[] | undefined {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/(?<=[\p{Zs}--[\u00A0\u2007\u202F]])/v)) {
      if (fits(faces, line + word, measure)) {
        line += word
        continue
      }
      if (line.trim()) lines.push(line.trimEnd())
      const parts = apart ? takenApart(faces, word, measure) : [word]
      line = parts.pop() ?? ''
      lines.push(...parts.map((part) => part.trimEnd()))
      if (!fits(faces, line, measure) && !apart) return undefined
    }
    lines.push(line.trimEnd())
  }
  return lines
}

const fits = (faces: Faces, line: string, { most, ...set }: Measure) => widthOf(faces, line.trimEnd(), set) <= most

/** A word in parts that each fit: one letter at least. */
function takenApart(faces: Faces, word: string, measure: Measure): string[] {
  const parts: string[] = []
  let letters = Array.from(graphemes.segment(word), ({ segment }) => segment)
  while (letters.length > 0) {
    const taken = Math.max(
      1,
      howMany(letters, (some) => fits(faces, some, measure)),
    )
    parts.push(letters.slice(0, taken).join(''))
    letters = letters.slice(taken)
  }
  return parts
}

/** How many of the letters, from the first, are let through. */
function howMany(letters: string[], through: (some: string) => boolean): number {
  let [fits, not] = [0, letters.length + 1]
  while (not - fits > 1) {
    const middle = Math.floor((fits + not) / 2)
    if (through(letters.slice(0, middle).join(''))) fits = middle
    else not = middle
  }
  return fits
}

/** A line that says that it was cut. */
function shortened(faces: Faces, line: string, measure: Measure): string {
  const letters = Array.from(graphemes.segment(line), ({ segment }) => segment)
  const cut = (some: string) => `${some.trimEnd()}…`
  return cut(
    letters
      .slice(
        0,
        howMany(letters, (some) => fits(faces, cut(some), measure)),
      )
      .join(''),
  )
}
