import type { ComponentChildren } from 'preact'
import type { Looks } from './markdown.ts'
import type { Block } from './schema.ts'
import type { FilledList } from './lists.ts'

/** How a letter looks. `accent`: of what is pressed or leads on. */
export type LetterLook = { accent: string; ink: string; paper: string; quiet: string }

export const LETTER_LOOK: LetterLook = { accent: '#b3261e', ink: '#211d17', paper: '#fffdf8', quiet: '#5c5347' }

const GAP = 'margin:0 0 18px'

/** Styles stand on the elements, for many programs drop style sheets. */
export const looksOf = ({ accent, quiet }: LetterLook): Looks => ({
  p: GAP,
  a: `color:${accent}`,
  ul: `${GAP};padding:0 0 0 24px`,
  ol: `${GAP};padding:0 0 0 24px`,
  li: 'margin:0 0 6px',
  h: 'margin:28px 0 10px;font-size:19px;line-height:1.3',
  blockquote: `${GAP};padding:0 0 0 16px;border-left:3px solid ${quiet}`,
  hr: `margin:24px 0;border:0;border-top:1px solid ${quiet}`,
})

/** What stands in a block, ready to be written: Markdown as HTML, addresses whole. */
export type Drawn = {
  look: LetterLook
  /** Markdown as HTML. */
  html(markdown: string): string
  /** A line of words. */
  words(text: string): string
  /** Words that others wrote. */
  plain(text: string): string
  link(link: string): string | undefined
  url(path: string): string
  picture: { src: string; width: number; height: number } | undefined
  list: FilledList | undefined
}

type Of<T extends Block['type']> = { block: Extract<Block, { type: T }>; drawn: Drawn }

/** A block as mail programs show it. */
export function LetterBlock({ block, drawn }: { block: Block; drawn: Drawn }) {
  if (block.type === 'text') return <div dangerouslySetInnerHTML={{ __html: drawn.html(block.markdown) }} />
  if (block.type === 'heading')
    return <h2 style="margin:32px 0 12px;font-size:22px;line-height:1.25">{drawn.words(block.text)}</h2>
  if (block.type === 'picture') return <LetterPicture {...{ block, drawn }} />
  if (block.type === 'button') return <LetterButton {...{ block, drawn }} />
  if (block.type === 'quote') return <LetterQuote {...{ block, drawn }} />
  if (block.type === 'figures') return <LetterFigures {...{ block, drawn }} />
  return <LetterList drawn={drawn} />
}

/** As wide as the letter at most: 600 px. Where pictures are off, its words stand there instead, in the letter's own type. */
const WIDTH = 600

function LetterPicture({ block, drawn }: Of<'picture'>) {
  const { picture, look } = drawn
  if (!picture) return null
  const width = Math.min(WIDTH, picture.width)
  const image = (
    <img
      src={picture.src}
      alt={drawn.words(block.alt)}
      width={width}
      height={Math.round((picture.height * width) / picture.width)}
      style={`display:block;max-width:100%;height:auto;border:0;color:${look.ink};font-style:italic`}
      class="ink"
    />
  )
  const href = block.link && drawn.link(block.link)
  return (
    <div style={GAP}>
      {href ? <a href={href}>{image}</a> : image}
      {block.credit && (
        <p style={`margin:4px 0 0;font-size:13px;color:${look.quiet}`} class="quiet">
          {drawn.words(block.credit)}
        </p>
      )}
    </div>
  )
}

/** A cell of a table: Word, which shows letters in Outlook for Windows, gives no room to a link of its own. */
function LetterButton({ block, drawn }: Of<'button'>) {
  const href = drawn.link(block.link)
  const { accent } = drawn.look
  if (!href) return <p style={GAP}>{drawn.words(block.label)}</p>
  return (
    <table role="presentation" cellpadding="0" cellspacing="0" style="margin:28px 0">
      <tr>
        <td style={`background:${accent};border-radius:6px`} class="button" {...{ bgcolor: accent }}>
          <a
            href={href}
            style={`display:inline-block;padding:14px 22px;color:${textOn(accent)};text-decoration:none;font-weight:bold`}
            class="on-button"
          >
            {drawn.words(block.label)}
          </a>
        </td>
      </tr>
    </table>
  )
}

function LetterQuote({ block, drawn }: Of<'quote'>) {
  const { look } = drawn
  return (
    <blockquote style={`margin:24px 0;padding:0 0 0 16px;border-left:4px solid ${look.accent};font-size:20px;line-height:1.4`}>
      <p style="margin:0 0 6px">{drawn.words(block.text)}</p>
      {block.by && (
        <p style={`margin:0;font-size:15px;color:${look.quiet}`} class="quiet">
          {`— ${drawn.words(block.by)}`}
        </p>
      )}
    </blockquote>
  )
}

function LetterFigures({ block, drawn }: Of<'figures'>) {
  return (
    <div style={GAP}>
      {block.figures.map(([value, label]) => (
        <p key={label} style="display:inline-block;margin:0 28px 10px 0;vertical-align:top">
          <strong style={`display:block;font-size:32px;line-height:1.1;color:${drawn.look.accent}`} class="accent">
            {drawn.words(value)}
          </strong>
          <Spoken> </Spoken>
          {drawn.words(label)}
        </p>
      ))}
    </div>
  )
}

/** A space between two words for who hears them. */
const Spoken = ({ children }: { children: ComponentChildren }) => <>{children}</>

function LetterList({ drawn }: { drawn: Drawn }) {
  const { list, look } = drawn
  if (!list || list.items.length === 0) return null
  return (
    <div style={GAP}>
      <h3 style="margin:28px 0 10px;font-size:19px;line-height:1.3">{list.title}</h3>
      <ul style="margin:0;padding:0;list-style:none">
        {list.items.map(({ title, path, when, where }) => (
          <li key={path} style="margin:0 0 12px">
            <a href={drawn.url(path)} style={`color:${look.accent};font-weight:bold`} class="accent">
              {drawn.plain(title)}
            </a>
            {(when || where) && (
              <span style={`display:block;font-size:15px;color:${look.quiet}`} class="quiet">
                {drawn.plain([when, where].filter(Boolean).join(' · '))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Black or white, whichever is read better on a colour: the one with more contrast (WCAG 2.2, 1.4.3). */
export const textOn = (colour: string): string => (luminance(colour) > 0.179 ? '#000000' : '#ffffff')

/** Of a colour `#rrggbb`, from 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

/** How well one colour is read on another: 1 to 21; words need 4.5 (WCAG 2.2, 1.4.3). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
