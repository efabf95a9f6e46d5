import type { Locale } from '#platform/i18n/locales'
import { distance } from '#platform/text/names'
import { type Block, contrast, isSafeLink, LETTER_LOOK, tagsIn } from '#content'
import { compile, type Setting, type Source } from './compile.ts'
import { linksIn } from './links.ts'
import { type Field, fieldsOf, type Place } from './places.ts'
import { preview, type Program } from './program.ts'
import { readTemplate, type TemplateFault } from './reading.ts'
import { isLinkVariable, isVariable, mayBeUnknown, VARIABLE_NAMES } from './variables.ts'

/** A letter to everyone: its words in each language, with what each needs. */
export type Letter = {
  sources: Partial<Record<Locale, Source>>
  /** Languages of those whom it goes to. */
  wanted: readonly Locale[]
  settingIn(locale: Locale): Setting
  /** What the rules ask for, in this kind of letter: `contact/law` knows. */
  asked: readonly ('label' | 'notice')[]
}

/** Something to be put right, where it stands: the text `writing.fault.KEY`. `stop`: nothing leaves before. */
export type Fault = {
  locale: Locale
  place: Place
  level: 'stop' | 'advise'
  key: FaultKey
  values: Record<string, string | number>
}

/** Faults by which a letter may leave all the same. */
const ADVICE = ['preheader', 'long-subject', 'no-fallback', 'empty-list', 'short-text'] as const
type Stop =
  | TemplateFault['key']
  | 'language'
  | 'subject'
  | 'empty'
  | 'link'
  | 'link-variable'
  | 'alt'
  | 'picture'
  | 'list'
  | 'contrast'
  | 'size'
  | 'sender'
  | 'why'
  | 'leave'
  | 'label'
  | 'notice'
type FaultKey = Stop | (typeof ADVICE)[number]

/** Above that, Gmail shows the beginning of a letter alone, and nobody finds how to leave (about 102 kB of HTML). */
const LARGEST = 100_000
/** Letters of a subject that telephones still show, twice over. */
const LONG_SUBJECT = 120
/** WCAG 2.2, 1.4.3. */
const READABLE = 4.5

/** All that is wrong with a letter, language by language, in the order in which it is read. */
export function lint(letter: Letter): Fault[] {
  return letter.wanted.flatMap((locale) => {
    const source = letter.sources[locale]
    const found = source ? faultsIn(source, letter.settingIn(locale), letter.asked) : [stop('language', { field: 'language' })]
    return found.map((one) => ({ ...one, locale }))
  })
}

type Found = Omit<Fault, 'locale'>

const stop = (key: FaultKey, place: Place, values: Fault['values'] = {}): Found => {
  const isAdvice = ADVICE.some((one) => one === key)
  return { key, place, values, level: isAdvice ? 'advise' : 'stop' }
}

function faultsIn(source: Source, setting: Setting, asked: Letter['asked']): Found[] {
  const written = [
    ...wholeFaults(source),
    ...fieldsOf(source).flatMap(fieldFaults),
    ...source.blocks.flatMap((block, at) => blockFaults(block, at, setting)),
    ...linkFaults(source),
    ...wrapperFaults(setting, asked),
  ]
  // What cannot be compiled has been told of; what can is looked at as it is sent.
  return written.some(({ key }) => TEMPLATE_KEYS.has(key)) ? written : [...written, ...compiledFaults(compile(source, setting))]
}

const TEMPLATE_KEYS = new Set<FaultKey>(['liquid', 'tag', 'filter', 'variable', 'date', 'condition', 'unclosed'])

function wholeFaults({ subject, preheader, blocks }: Source): Found[] {
  return [
    ...(subject.trim() === '' ? [stop('subject', { field: 'subject' })] : []),
    ...(subject.length > LONG_SUBJECT ? [stop('long-subject', { field: 'subject' }, { n: LONG_SUBJECT })] : []),
    ...(preheader.trim() === '' ? [stop('preheader', { field: 'preheader' })] : []),
    ...(blocks.length === 0 ? [stop('empty', { field: 'blocks' })] : []),
  ]
}

/** What is wrong with the tags of one field. Each is whole by itself: an `if` ends in the block in which it began. */
function fieldFaults({ place, text }: Field): Found[] {
  const { faults, bare } = readTemplate(text.replaceAll('\r\n', '\n'))
  return [
    ...faults.map(({ key, said }) =>
      stop(key, place, {
        said,
        ...(key === 'variable' ? { near: nearest(said) } : {}),
        ...(key === 'condition' ? COMPARED : {}),
      }),
    ),
    ...[...bare]
      .filter((name) => isVariable(name) && mayBeUnknown(name))
      .map((said) => stop('no-fallback', place, { said, tag: `{{ ${said} | default: "…" }}` })),
  ]
}

/** Signs that French would set apart. */
const COMPARED = { equal: '==', unequal: '!=' }

/** The variable whose spelling is nearest. */
function nearest(said: string): string {
  const ways = VARIABLE_NAMES.map((name) => ({
    name,
    far: Math.min(distance(said.toLowerCase(), name), distance(said.toLowerCase(), name.split('.').at(-1)!)),
  }))
  return ways.toSorted((a, b) => a.far - b.far)[0]!.name
}

function blockFaults(block: Block, at: number, { pictures, lists }: Setting): Found[] {
  if (block.type === 'picture')
    return [
      ...(block.alt.trim() === '' ? [stop('alt', { block: at, field: 'alt' })] : []),
      ...(pictures.has(block.picture) ? [] : [stop('picture', { block: at, field: 'picture' })]),
    ]
  if (block.type !== 'list') return []
  const list = lists.get(at)
  if (!list) return [stop('list', { block: at, field: 'list' })]
  return list.items.length === 0 ? [stop('empty-list', { block: at, field: 'list' })] : []
}

/** Links lead where links may, and tell nobody elsewhere who pressed them. */
function linkFaults(source: Source): Found[] {
  return linksIn(source).flatMap(({ place, link }) => {
    const tags = tagsIn(link)
    if (tags.length === 0) return isSafeLink(link) ? [] : [stop('link', place, { said: link })]
    const names = [...readTemplate(link).names]
    const isOwn = tags.length === 1 && tags[0] === link && names.every((name) => isVariable(name) && isLinkVariable(name))
    return isOwn ? [] : [stop('link-variable', place, { said: link })]
  })
}

function wrapperFaults({ wrapper, from }: Setting, asked: Letter['asked']): Found[] {
  const { sender, why, accent = LETTER_LOOK.accent, label, notice } = wrapper
  const isBlank = (text: string | undefined) => !text || text.trim() === ''
  const colours = contrast(accent, LETTER_LOOK.paper)
  const templates = [
    { place: { field: 'why' }, text: why, is: 'words' },
    { place: { field: 'label' }, text: label ?? '', is: 'words' },
    { place: { field: 'sender' }, text: `${sender.name}\n${sender.address}`, is: 'words' },
  ] as const
  return [
    ...templates.flatMap(fieldFaults),
    ...(isBlank(sender.name) || isBlank(sender.address) || isBlank(from.name) ? [stop('sender', { field: 'sender' })] : []),
    ...(isBlank(why) ? [stop('why', { field: 'why' })] : []),
    ...(asked.includes('label') && isBlank(label) ? [stop('label', { field: 'label' })] : []),
    ...(asked.includes('notice') && (isBlank(notice) || !isSafeLink(notice!)) ? [stop('notice', { field: 'notice' })] : []),
    ...(colours < READABLE
      ? [stop('contrast', { field: 'accent' }, { ratio: Math.floor(colours * 10) / 10, least: READABLE })]
      : []),
  ]
}

/** A reader of whom all is known: nobody's letter is longer by much. */
const KNOWN = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, 'https://example.org/'.padEnd(120, 'x')]))

function compiledFaults(program: Program): Found[] {
  const { html, text } = preview(program, KNOWN)
  const size = Buffer.byteLength(html)
  const leaves = [program.html, program.text].every((part) => JSON.stringify(part).includes('links.unsubscribe'))
  return [
    ...(size > LARGEST ? [stop('size', { field: 'blocks' }, { kb: Math.ceil(size / 1000), most: LARGEST / 1000 })] : []),
    ...(leaves ? [] : [stop('leave', { field: 'blocks' })]),
    ...(text.length < SHORT ? [stop('short-text', { field: 'text' })] : []),
  ]
}

/** What the frame of a letter alone comes to, about. */
const SHORT = 200
