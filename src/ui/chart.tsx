import type * as PlotLibrary from '@observablehq/plot'
import type { Locale } from '../platform/i18n/locales.ts'
import { dateFormat, formatNumber } from '../platform/i18n/locales.ts'

export type Point = { day: Date; value: number }

type Words = { locale: Locale; label: string }

/**
 * Pictures are drawn this wide and shown from 0.8 to 1.3 times as large (`.plot`), so that their letters, of 13, are about the page's own on a phone
 * and on a desktop, and none is higher than a phone's screen.
 */
const WIDTH = 420
const HEIGHT = 280
/** Days that are named below a picture: as many as stand apart on a phone. */
const NAMED_DAYS = 4
const DAY = 86_400_000
/** Beyond about a year months are named, with their years. */
const LONG = 300 * DAY
/** About how wide a letter is, and the most that names may take of the width. */
const LETTER = 6.8
const WIDEST_NAME = 170

/** A line that grows over time, as SVG. */
export function growthChart(points: Point[], words: Words): Promise<string> {
  return draw((Plot) => ({
    ...overTime(points, DAY, words),
    marks: [
      Plot.areaY(points, { x: 'day', y: 'value', fillOpacity: 0.15, className: 'plot-area' }),
      Plot.lineY(points, { x: 'day', y: 'value', strokeWidth: 2.5, className: 'plot-line' }),
    ],
  }))
}

/** A figure of each day, as columns one after the other, as SVG. */
export function daysChart(days: Point[], words: Words): Promise<string> {
  return draw((Plot) => ({
    ...overTime(days, DAY, words),
    marks: [Plot.rectY(days, { x: 'day', y: 'value', interval: 'day', inset: 0.5, className: 'plot-area plot-bar' })],
  }))
}

/** A figure of each week, by its Monday, as columns one after the other, as SVG. */
export function weeksChart(weeks: Point[], words: Words): Promise<string> {
  return draw((Plot) => ({
    ...overTime(weeks, 7 * DAY, words),
    marks: [Plot.rectY(weeks, { x: 'day', y: 'value', interval: 'monday', inset: 0.5, className: 'plot-area plot-bar' })],
  }))
}

/** Axes of what is told by day: few days are named, the first and the last among them. */
function overTime(points: Point[], step: number, { locale, label }: Words): PlotLibrary.PlotOptions {
  const [first, last] = [points[0]!.day, points.at(-1)!.day]
  const years = last.getTime() - first.getTime() > LONG
  const day = dateFormat(locale, { ...(years ? { year: 'numeric' } : { day: 'numeric' }), month: 'short', timeZone: 'UTC' })
  const most = formatNumber(locale, Math.max(0, ...points.map(({ value }) => value)))
  return {
    width: WIDTH,
    height: HEIGHT,
    marginTop: 36,
    marginBottom: 34,
    marginLeft: 22 + LETTER * most.length,
    marginRight: 34,
    x: { type: 'utc', label: null, ticks: spread(points, step), tickFormat: (at: Date) => day.format(at) },
    y: {
      label,
      labelOffset: 30,
      grid: true,
      // A count has no halves.
      ticks: Math.min(5, Math.max(1, ...points.map(({ value }) => value))),
      tickFormat: (value: number) => formatNumber(locale, value),
      zero: true,
    },
  }
}

/** A few of the days, as far from each other as can be, each a number of steps after the first. */
function spread(points: Point[], step: number): Date[] {
  const [first, last] = [points[0]!.day.getTime(), points.at(-1)!.day.getTime()]
  const steps = Math.round((last - first) / step)
  const named = Math.min(NAMED_DAYS, steps + 1)
  return Array.from({ length: named }, (_, n) => new Date(first + step * Math.round((n * steps) / Math.max(1, named - 1))))
}

/** Figures by name, each a bar, in the order in which they come, as SVG. */
export function barChart(bars: { name: string; value: number }[], locale: Locale): Promise<string> {
  const longest = 14 + LETTER * Math.max(0, ...bars.map(({ name }) => name.length))
  return draw((Plot) => ({
    width: WIDTH,
    height: 60 + 34 * bars.length,
    marginLeft: Math.min(WIDEST_NAME, Math.max(60, longest)),
    marginRight: 24,
    x: { label: null, grid: true, ticks: 4, tickFormat: (value: number) => formatNumber(locale, value) },
    y: { label: null, domain: bars.map(({ name }) => name), tickSize: 0 },
    marks: [
      // Names that are too long for their room go on below; in ems.
      Plot.axisY({ lineWidth: (WIDEST_NAME - 14) / 13, tickSize: 0, label: null }),
      Plot.barX(bars, { x: 'value', y: 'name', className: 'plot-area plot-bar' }),
    ],
  }))
}

/** SVG without scripts or inline styles, drawn by Observable Plot on a document of linkedom. */
async function draw(options: (Plot: typeof PlotLibrary) => PlotLibrary.PlotOptions): Promise<string> {
  // Loaded when the first chart is drawn: the program starts half a second sooner.
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  const { document } = parseHTML('<!doctype html><html></html>')
  const svg = Plot.plot({ document, className: 'plot', ...options(Plot) })
  // The page's policy refuses inline styles; what they said stands in styles.css, and the typeface is the page's. The picture as a whole is named by who
  // shows it, not part by part.
  return svg.outerHTML.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/ (style|aria-label|font-family|font-size)="[^"]*"/g, '')
}
