import type * as PlotLibrary from '@observablehq/plot'
import type { Locale } from '../platform/i18n/locales.ts'
import { dateFormat, formatNumber } from '../platform/i18n/locales.ts'

export type Point = { day: Date; value: number }

type Words = { locale: Locale; label: string }

/** A line that grows over time, as SVG. */
export function growthChart(points: Point[], { locale, label }: Words): Promise<string> {
  const months = dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return draw((Plot) => ({
    width: 440,
    height: 300,
    marginLeft: 56,
    x: { type: 'utc', label: null, ticks: 5, tickFormat: (day: Date) => months.format(day) },
    y: { label, grid: true, ticks: 5, tickFormat: (value: number) => formatNumber(locale, value), zero: true },
    marks: [
      Plot.areaY(points, { x: 'day', y: 'value', fillOpacity: 0.15, className: 'plot-area' }),
      Plot.lineY(points, { x: 'day', y: 'value', strokeWidth: 2.5, className: 'plot-line' }),
    ],
  }))
}

/** Figures by name, each a bar, in the order in which they come, as SVG. */
export function barChart(bars: { name: string; value: number }[], locale: Locale): Promise<string> {
  return draw((Plot) => ({
    width: 440,
    height: 60 + 34 * bars.length,
    marginLeft: Math.max(60, 8 + 6.6 * Math.max(0, ...bars.map(({ name }) => name.length))),
    x: { label: null, grid: true, ticks: 5, tickFormat: (value: number) => formatNumber(locale, value) },
    y: { label: null, domain: bars.map(({ name }) => name) },
    marks: [Plot.barX(bars, { x: 'value', y: 'name', className: 'plot-area plot-bar' })],
  }))
}

/** SVG without scripts or inline styles, drawn by Observable Plot on a document of linkedom. */
async function draw(options: (Plot: typeof PlotLibrary) => PlotLibrary.PlotOptions): Promise<string> {
  // Loaded when the first chart is drawn: the program starts half a second sooner.
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  const { document } = parseHTML('<!doctype html><html></html>')
  const svg = Plot.plot({ document, className: 'plot', ...options(Plot) })
  // The page's policy refuses inline styles; what they said stands in styles.css. The picture as a whole is named by who shows it, not part by part.
  return svg.outerHTML.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/ (style|aria-label)="[^"]*"/g, '')
}
