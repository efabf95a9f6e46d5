/** `mark`: what one looks from. `town`: where else one knows one's way by. */
export type Dot = { lng: number; lat: number; label?: string; n: number; tone: 'first' | 'second' | 'mark' | 'town' }

type DotMapProps = {
  dots: Dot[]
  /** What the picture shows, in a sentence; what stands beside it says the same in words. */
  summary: string
  /** As wide as there is room. */
  large?: boolean
}

type Size = { width: number; height: number; edge: number }
const SMALL: Size = { width: 360, height: 225, edge: 30 }
const LARGE: Size = { width: 720, height: 450, edge: 40 }

/** Some places near each other, as dots as large as what is there, drawn without scripts. North is up. */
export function DotMap({ dots, summary, large = false }: DotMapProps) {
  const size = large ? LARGE : SMALL
  const place = fit(dots, size)
  const placed = dots.map((dot) => ({ ...dot, ...place(dot) }))
  const labels = readable(placed, size)
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={summary}
      class={`w-full ${large ? 'max-w-4xl' : 'max-w-md'} rounded-box border border-base-300`}
    >
      {placed.map(({ tone, n, x, y }, i) =>
        tone === 'mark' ? (
          <g key={i} class="dot-mark">
            <path d={`M${x - 6} ${y}L${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}Z`} />
          </g>
        ) : (
          <circle key={i} class={`dot-${tone}`} cx={x} cy={y} r={tone === 'town' ? 3 : 3 + 2 * Math.sqrt(n)} />
        ),
      )}
      {labels.map(({ x, y, text }, i) => (
        <g key={i} class="dot-mark">
          <text x={x} y={y} text-anchor="middle">
            {text}
          </text>
        </g>
      ))}
    </svg>
  )
}

type Label = { x: number; y: number; text: string }
/** About how wide a letter is, and how high a line. */
const LETTER = 6.6
const LINE = 15

const FIRST = ['mark', 'first', 'second', 'town']

/** The labels that can be read: inside the picture, none twice, and none over one that matters more. */
function readable(dots: (Dot & { x: number; y: number })[], { width }: Size): Label[] {
  const kept: Label[] = []
  for (const { label, x, y } of dots.toSorted((a, b) => FIRST.indexOf(a.tone) - FIRST.indexOf(b.tone))) {
    if (!label || kept.some(({ text }) => text === label)) continue
    const half = Math.min((label.length * LETTER) / 2 + 4, width / 2)
    const own = { x: Math.min(Math.max(x, half), width - half), y: y < 40 ? y + 22 : y - 12, text: label }
    if (!kept.some((other) => overlap(own, other))) kept.push(own)
  }
  return kept
}

function overlap(a: Label, b: Label): boolean {
  return Math.abs(a.y - b.y) < LINE && Math.abs(a.x - b.x) < ((a.text.length + b.text.length) * LETTER) / 2
}

type Place = { lng: number; lat: number }

/** Puts places on the picture, as near and as far as they are on the ground (equirectangular around their middle). */
function fit(places: Place[], { width, height, edge }: Size): (place: Place) => { x: number; y: number } {
  const lats = places.map(({ lat }) => lat)
  const middle = { lng: mean(places.map(({ lng }) => lng)), lat: (Math.min(...lats) + Math.max(...lats)) / 2 }
  const narrow = Math.cos((middle.lat * Math.PI) / 180)
  // Across the antimeridian the short way round.
  const east = ({ lng }: Place) => (((lng - middle.lng + 540) % 360) - 180) * narrow
  const wide = Math.max(...places.map((one) => Math.abs(east(one))), 0.002)
  const high = Math.max(...lats.map((lat) => Math.abs(lat - middle.lat)), 0.002)
  const scale = Math.min((width / 2 - edge) / wide, (height / 2 - edge) / high)
  const round = (n: number) => Math.round(n * 10) / 10
  return (one) => ({ x: round(width / 2 + east(one) * scale), y: round(height / 2 - (one.lat - middle.lat) * scale) })
}

/** A mean of longitudes that does not mind the antimeridian. */
function mean(lngs: number[]): number {
  const first = lngs[0] ?? 0
  const turned = lngs.map((lng) => first + (((lng - first + 540) % 360) - 180))
  return (Math.min(...turned) + Math.max(...turned)) / 2
}
