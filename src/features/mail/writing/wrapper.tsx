import { renderToString } from 'preact-render-to-string'
import type { Locale } from '#platform/i18n/locales'
import type { LetterLook } from '#content'
import { texts } from './texts.ts'

/** What stands around the letters of a movement. */
export type Wrapper = {
  /** `#rrggbb`. */
  accent?: string | undefined
  /** Who speaks, and where: name and postal address or mailbox. */
  sender: { name: string; address: string }
  /** Why the reader receives this, in the language of the letter. */
  why: string
  /** What the law wants said of what this is, and where its notice stands (Regulation (EU) 2024/900, articles 11 and 12). */
  label?: string | undefined
  notice?: string | undefined
}

type Body = { subject: string; preheader: string; html: string; text: string }
type Around = { locale: Locale; wrapper: Wrapper; look: LetterLook }

/** Words of ours that stand where tags must stay as they are. */
const LINKS = ['browser', 'preferences', 'unsubscribe'] as const
const tagOf = (link: (typeof LINKS)[number]): string => `{{ links.${link} }}`

/** The whole letter, as templates: HTML and text. */
export function wrapped(body: Body, around: Around): { html: string; text: string } {
  return { html: htmlOf(body, around), text: textOf(body, around) }
}

function textOf({ text }: Body, { locale, wrapper }: Around): string {
  const t = texts.in(locale)
  const { label, notice, why, sender } = wrapper
  return `${[
    ...(label ? [notice ? `${label}\n${notice}` : label] : []),
    text,
    '--',
    why,
    LINKS.map((link) => `${t(`writing.link.${link}`)}\n${tagOf(link)}`).join('\n\n'),
    [sender.name, sender.address].filter(Boolean).join('\n'),
  ].join('\n\n')}\n`
}

/** Tags stand in it as marks of letters until it is written out: Preact would encode their quotes. */
function htmlOf(body: Body, around: Around): string {
  const marks = new Map<string, string>()
  const mark = (template: string, isHtml = false): string => {
    const name = `LETTERPART${marks.size}Z`
    marks.set(name, isHtml ? template : escapedAround(template))
    return name
  }
  const page = renderToString(<LetterPage {...{ body, around, mark }} />)
  return `<!doctype html>${page.replace(/LETTERPART\d+Z/g, (name) => marks.get(name) ?? name)}\n`
}

const TAG = /(\{\{.*?\}\}|\{%.*?%\})/s

/** What was typed, written as HTML, with its tags as they stand. */
const escapedAround = (template: string): string =>
  template
    .split(TAG)
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')))
    .join('')

type PageProps = { body: Body; around: Around; mark(template: string, isHtml?: boolean): string }

/**
 * 600 px in the middle, by a table since Word knows no other way; its cells are fixed, or a picture that does not load would make it wider than a phone. Colours turn round in the dark where a program reads style sheets; what stands
 * on a button keeps its own.
 */
function LetterPage({ body, around, mark }: PageProps) {
  const { locale, look } = around
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{mark(body.subject)}</title>
        <style dangerouslySetInnerHTML={{ __html: DARK }} />
      </head>
      <body class="paper" style={`margin:0;padding:0;background:${look.paper};color:${look.ink}`}>
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{mark(body.preheader)}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
          <tr>
            <td align="center" style="padding:24px 12px">
              <Column {...{ body, around, mark }} />
            </td>
          </tr>
        </table>
      </body>
    </html>
  )
}

/** The letter itself, and under it who speaks, why, and how to leave. */
function Column({ body, around, mark }: PageProps) {
  const { locale, look, wrapper } = around
  const t = texts.in(locale)
  return (
    <table
      role="presentation"
      width="600"
      cellpadding="0"
      cellspacing="0"

      style="width:100%;max-width:600px;table-layout:fixed"
    >
      <tr>
        <td
          class="ink"
          style={`font:17px/1.5 Georgia,serif;color:${look.ink};text-align:left;word-break:break-word;overflow-wrap:anywhere`}
        >
          {wrapper.label && <Label text={mark(wrapper.label)} notice={wrapper.notice} quiet={look.quiet} />}
          {mark(body.html, true)}
          <div
            class="quiet"
            style={`margin-top:36px;padding-top:14px;border-top:1px solid ${look.quiet};font-size:14px;color:${look.quiet}`}
          >
            <p style="margin:0 0 10px">{mark(wrapper.why)}</p>
            <p style="margin:0 0 10px">
              {LINKS.map((link, at) => (
                <>
                  {at > 0 && ' · '}
                  <a href={mark(tagOf(link))} class="quiet" style={`color:${look.quiet}`}>
                    {t(`writing.link.${link}`)}
                  </a>
                </>
              ))}
            </p>
            <p style="margin:0">
              {mark(wrapper.sender.name)}
              <br />
              {mark(wrapper.sender.address)}
            </p>
          </div>
        </td>
      </tr>
    </table>
  )
}

function Label({ text, notice, quiet }: { text: string; notice: string | undefined; quiet: string }) {
  return (
    <p class="quiet" style={`margin:0 0 18px;font:bold 14px/1.4 Arial,sans-serif;color:${quiet}`}>
      {notice ? (
        <a href={notice} class="quiet" style={`color:${quiet}`}>
          {text}
        </a>
      ) : (
        text
      )}
    </p>
  )
}

/** As in DESIGN.md. */
const DARK = [
  '@media (prefers-color-scheme:dark){',
  '.paper{background:#1b1814!important}.ink,.paper h2,.paper h3{color:#f3ede1!important}',
  '.quiet{color:#cbbfab!important;border-color:#cbbfab!important}.ink a:not(.on-button),.accent{color:#ff9d8a!important}',
  '.ink a.quiet{color:#cbbfab!important}',
  '}',
].join('')
