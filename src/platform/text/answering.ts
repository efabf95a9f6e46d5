import { normalise } from './normalise.ts'

/** The words of what was typed into a search, as names are compared; at most so many, since each is a condition. */
export const wordsOf = (typed: string): string[] => normalise(typed).split(' ').filter(Boolean).slice(0, 6)

/** Whether a name answers to what was typed: each word begins a word of it, whatever the accents and the case. */
export function answersTo(name: string, typed: string): boolean {
  const words = normalise(name).split(' ')
  const asked = wordsOf(typed)
  return asked.length > 0 && asked.every((begins) => words.some((word) => word.startsWith(begins)))
}
