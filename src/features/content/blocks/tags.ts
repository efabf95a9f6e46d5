/** A Liquid tag or output, with what stands in it. One that is not closed ends at the next line's end, or with the text. */
const TAG = /\{\{-?(?:"[^"]*"|'[^']*'|(?!\}\}).)*?-?\}\}|\{%-?(?:"[^"]*"|'[^']*'|(?!%\}).)*?-?%\}/gs

/** The Liquid tags of a text, as they stand in it. */
export const tagsIn = (text: string): string[] => text.match(TAG) ?? []

/** Keeps tags out of what reads Markdown and writes HTML, and puts them back as they were. */
export type Keeper = {
  /** What somebody wrote for this text: its tags become words of letters alone. */
  hide(text: string): string
  /** What somebody else wrote, a title of an event: its braces are braces, and no tag. */
  plain(text: string): string
  /** Puts everything back; `as`: how each is written there. */
  show(text: string, as?: (tag: string) => string): string
  /** Whether a text is one tag alone, once hidden. */
  isTag(text: string): boolean
}

/** `all`: all that will be hidden, so that no word of it is taken for a hidden tag. */
export function keeperOf(all: string): Keeper {
  let mark = 'lq'
  while (all.toLowerCase().includes(mark)) mark += 'q'
  const kept: string[] = []
  const keep = (tag: string): string => `${mark}${kept.push(tag) - 1}z`
  const hidden = new RegExp(`${mark}(\\d+)z`, 'g')
  const alone = new RegExp(`^${mark}\\d+z$`)
  return {
    hide: (text) => text.replace(TAG, keep),
    plain: (text) => text.replace(/\{(?=[{%])/g, () => keep("{{ '{' }}")),
    show: (text, as = (tag) => tag) => text.replace(hidden, (_, at: string) => as(kept[Number(at)]!)),
    isTag: (text) => alone.test(text.trim()),
  }
}
