export type Dot = { lng: number; lat: number; label?: string; n: number; tone: 'first' | 'second' | 'mark' }

type DotMapProps = {
  dots: Dot[]
  /** What the picture shows, in a sentence; what stands beside it says the same in words. */
  summary: string
  /** As wide as there is room. */
  large?: boolean
}

const SIZE = { width: 320, height: 200, edge: 28 }

/** Some places near each other, as dots as large as what is there, drawn without scripts. North is up. */
export function DotMap({ dots, summary, large = false }: DotMapProps) {
  const place = fit(dots)
  return (
    <svg
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="img"
      aria-label={summary}
      class={`w-full ${large ? 'max-w-3xl' : 'max-w-md'} rounded-box border border-base-300`}
    >
      {dots.map((dot, i) => {
        const { x, y } = place(dot)
        return dot.tone === 'mark' ? (
          <Mark key={i} x={x} y={y} label={dot.label} />
        ) : (
          <circle key={i} class={`dot-${dot.tone}`} cx={x} cy={y} r={3 + 2 * Math.sqrt(dot.n)} />
        )
      })}
    </svg>
  )
}

function Mark({ x, y, label }: { x: number; y: number; label: string | undefined }) {
  return (
    <g class="dot-mark">
      <path d={`M${x - 6} ${y}L${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}Z`} />
      {label && (
        <text x={within(x, label)} y={y < 40 ? y + 22 : y - 12} text-anchor="middle">
          {label}
        </text>
      )}
    </g>
  )
}

/** Where the middle of a label stands so that all of it is in the picture: a letter is about 6.6 wide. */
function within(x: number, label: string): number {
  const half = Math.min(label.length * 3.3 + 4, SIZE.width / 2)
  return Math.min(Math.max(x, half), SIZE.width - half)
}

type Place = { lng: number; lat: number }

/** Puts places on the picture, as near and as far as they are on the ground (equirectangular around their middle). */
function fit(places: Place[]): (place: Place) => { x: number; y: number } {
  const lats = places.map(({ lat }) => lat)
  const middle = { lng: mean(places.map(({ lng }) => lng)), lat: (Math.min(...lats) + Math.max(...lats)) / 2 }
  const narrow = Math.cos((middle.lat * Math.PI) / 180)
  // Across the antimeridian the short way round.
  const east = ({ lng }: Place) => (((lng - middle.lng + 540) % 360) - 180) * narrow
  const wide = Math.max(...places.map((one) => Math.abs(east(one))), 0.002)
  const high = Math.max(...lats.map((lat) => Math.abs(lat - middle.lat)), 0.002)
  const scale = Math.min((SIZE.width / 2 - SIZE.edge) / wide, (SIZE.height / 2 - SIZE.edge) / high)
  const round = (n: number) => Math.round(n * 10) / 10
  return (one) => ({ x: round(SIZE.width / 2 + east(one) * scale), y: round(SIZE.height / 2 - (one.lat - middle.lat) * scale) })
}

/** A mean of longitudes that does not mind the antimeridian. */
function mean(lngs: number[]): number {
  const first = lngs[0] ?? 0
  const turned = lngs.map((lng) => first + (((lng - first + 540) % 360) - 180))
  return (Math.min(...turned) + Math.max(...turned)) / 2
}
