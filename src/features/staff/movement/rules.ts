/** The grounds that the accent stands on, as `styles.css` has them. */
const PAPER = '#f6f1e6'
const NIGHT = '#26221c'
const ENOUGH = 4.5

type Rgb = [number, number, number]

function rgb(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  return [part(1), part(3), part(5)]
}

const each = ([r, g, b]: Rgb, change: (part: number) => number): Rgb => [change(r), change(g), change(b)]

function hexOf(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance). */
function luminance(hex: string): number {
  const [r, g, b] = each(rgb(hex), (part) => {
    const c = part / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio). */
export function contrast(a: string, b: string): number {
  const both = [luminance(a), luminance(b)]
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)
}

/** Whether a colour can be read on paper, and so white on it, which is lighter than paper (WCAG 1.4.3). */
export function isReadable(accent: string): boolean {
  return contrast(accent, PAPER) >= ENOUGH
}

/** The same hue, light enough for the dark theme. */
export function lightened(accent: string): string {
  return stepped(accent, { by: (part, share) => part + (255 - part) * share, until: (mixed) => contrast(mixed, NIGHT) >= ENOUGH })
}

/** The nearest darker colour that can be read, to suggest instead of one that cannot. */
export function darkened(accent: string): string {
  return stepped(accent, { by: (part, share) => part * (1 - share), until: isReadable })
}

type Stepping = { by(part: number, share: number): number; until(colour: string): boolean }

/** The first colour that will do, in steps of a twentieth. Of those nearest to black or white, every one does. */
function stepped(accent: string, { by, until }: Stepping): string {
  const steps = Array.from({ length: 20 }, (_, n) => hexOf(each(rgb(accent), (part) => by(part, n / 20))))
  return steps.find(until)!
}

/** Style sheet that puts the accent in the place of the one we come with. */
export function accentStyles(accent: string): string {
  const light = `--color-primary:${accent};--color-primary-content:#ffffff`
  const dark = `--color-primary:${lightened(accent)};--color-primary-content:#1b1814`
  return `:root{${light}}@media (prefers-color-scheme:dark){:root{${dark}}}`
}

/** Three who stand together, in the movement's colour. */
export function iconOf(accent: string): string {
  const heads = [
    [10, 12],
    [22, 12],
    [16, 21],
  ].map(([x, y]) => `<circle cx="${x}" cy="${y}" r="5"/>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${accent}"/><g fill="#fff">${heads.join('')}</g></svg>`
}

/** Pages that are of one person, or of those in charge, and links of mails: nobody finds them by searching (RFC 9309). They are closed besides. */
const CLOSED = [
  'staff',
  'account',
  'me',
  'leave',
  'sign-in',
  'sign/confirm',
  'sign/refuse',
  'sign/thanks',
  'sign-ups',
  'setup',
  'which-of-you',
]

/** In each language; a path with what is below it, and nothing that only begins alike: a recipe may. */
export function robotsTxt(locales: readonly string[]): string {
  const roots = ['', ...locales.map((locale) => `/${locale}`)]
  const closed = roots.flatMap((root) =>
    CLOSED.flatMap((path) => ['$', '/', '?'].map((end) => `Disallow: ${root}/${path}${end}`)),
  )
  return ['User-agent: *', ...closed, ''].join('\n')
}

const DAY = 86_400_000
/** It is to be read anew before long: under a year, as RFC 9116 §2.5.5 advises. */
const SECURITY_ENDS = 180 * DAY

type Security = { contact: string; publicUrl: string; locales: readonly string[]; now: Date }

/** Whom to tell of a hole (RFC 9116). Ends at a midnight: the same all day. */
export function securityTxt({ contact, publicUrl, locales, now }: Security): string {
  const ends = new Date(Math.floor((now.getTime() + SECURITY_ENDS) / DAY) * DAY).toISOString()
  return [
    `Contact: mailto:${contact}`,
    `Expires: ${ends}`,
    `Preferred-Languages: ${locales.join(', ')}`,
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n')
}
