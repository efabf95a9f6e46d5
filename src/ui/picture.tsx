import type { Locale } from '../platform/i18n/locales.ts'
import { Table } from './parts.tsx'
import { uiTexts } from './texts.ts'

export type Shape = { id: string; path: string; name: string; value: string; shade: 0 | 1 | 2 | 3 | 4 | 5 }

type ShadedMapProps = {
  width: number
  height: number
  shapes: Shape[]
  boxes: { id: string; x: number; y: number; size: number }[]
  /** What the picture shows, in a sentence. */
  summary: string
  head: [string, string]
  locale: Locale
}

/** A map whose areas are shaded by a figure, drawn without scripts, with a table that says the same. */
export function ShadedMap({ width, height, shapes, boxes, summary, head, locale }: ShadedMapProps) {
  return (
    <figure class="flex flex-col gap-3">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary} class="w-full max-w-lg">
        {boxes.map(({ id, x, y, size }) => (
          <rect key={id} class="map-box" x={x} y={y} width={size} height={size} rx="6" />
        ))}
        <g class="map-outline">
          {shapes.map(({ id, path, name, value, shade }) => (
            <path key={id} class={`shade-${shade}`} d={path}>
              <title>{`${name} (${value})`}</title>
            </path>
          ))}
        </g>
      </svg>
      <figcaption>{summary}</figcaption>
      <Twin caption={summary} head={head} rows={shapes.map(({ name, value }) => [name, value])} locale={locale} />
    </figure>
  )
}

type ChartProps = { svg: string; summary: string; head: string[]; rows: string[][]; locale: Locale }

/** A chart drawn on the server, with a table that says the same. `svg` comes from `ui/chart`, never from people. */
export function Chart({ svg, summary, head, rows, locale }: ChartProps) {
  return (
    <figure class="flex max-w-xl flex-col gap-3">
      <div role="img" aria-label={summary} dangerouslySetInnerHTML={{ __html: svg }} />
      <figcaption>{summary}</figcaption>
      <Twin caption={summary} head={head} rows={rows} locale={locale} />
    </figure>
  )
}

function Twin({ locale, ...table }: { caption: string; head: string[]; rows: string[][]; locale: Locale }) {
  return (
    <details>
      <summary class="link cursor-pointer py-1 text-sm">{uiTexts.in(locale)('ui.table')}</summary>
      <div class="pt-2">
        <Table {...table} />
      </div>
    </details>
  )
}

/** Something on a map: how much of it, what it is called, and where it leads. */
type MapPoint = { x: number; y: number; n: number; name: string; href: string }

type PointMapProps = Omit<ShadedMapProps, 'shapes'> & { outlines: string[]; points: MapPoint[]; rows: string[][] }

/** A map with points as large as what is there, each a link, drawn without scripts, with a table that says the same. */
export function PointMap({ width, height, outlines, boxes, points, summary, head, rows, locale }: PointMapProps) {
  return (
    <figure class="flex flex-col gap-3">
      <svg viewBox={`0 0 ${width} ${height}`} aria-label={summary} role="group" class="w-full max-w-2xl">
        {boxes.map(({ id, x, y, size }) => (
          <rect key={id} class="map-box" x={x} y={y} width={size} height={size} rx="6" />
        ))}
        <path class="map-outline map-land" d={outlines.join('')} />
        {points.map(({ x, y, n, name, href }) => (
          <a key={`${x} ${y}`} href={href} aria-label={name} class="map-point">
            <circle cx={x} cy={y} r={radiusOf(n)} />
            {n > 1 && (
              <text x={x} y={y + 4} text-anchor="middle" aria-hidden="true">
                {n}
              </text>
            )}
          </a>
        ))}
      </svg>
      <figcaption>{summary}</figcaption>
      <Twin caption={summary} head={head} rows={rows} locale={locale} />
    </figure>
  )
}

/** Twelve across at least: a finger finds it. */
function radiusOf(n: number): number {
  return n === 1 ? 6 : Math.min(18, Math.round((7 + 1.6 * Math.sqrt(n)) * 10) / 10)
}
