/** The grounds that the accent stands on, as `styles.css` has them. */
const PAPER = '#f6f1e6'
const NIGHT = '#26221c'
const WHITE = '#ffffff'
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

/** Whether a colour can be read on paper, and white on it (WCAG 1.4.3). */
export function isReadable(accent: string): boolean {
  return contrast(accent, PAPER) >= ENOUGH && contrast(accent, WHITE) >= ENOUGH
}

/** The same hue, light enough for the dark theme. */
export function lightened(accent: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = hexOf(each(rgb(accent), (part) => part + (255 - part) * share))
    if (contrast(mixed, NIGHT) >= ENOUGH) return mixed
  }
  return WHITE
}

/** The nearest darker colour that can be read, to suggest instead of one that cannot. */
export function darkened(accent: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = hexOf(each(rgb(accent), (part) => part * (1 - share)))
    if (isReadable(mixed)) return mixed
  }
  return '#000000'
}

/** Style sheet that puts the accent in the place of the one we come with. */
export function accentStyles(accent: string): string {
  const light = `--color-primary:${accent};--color-primary-content:#ffffff`
  const dark = `--color-primary:${lightened(accent)};--color-primary-content:#1b1814`
  return `:root{${light}}@media (prefers-color-scheme:dark){:root{${dark}}}`
}
