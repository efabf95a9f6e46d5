import type { Map as LeafletMap } from 'leaflet'
import type * as Library from 'leaflet'

type Leaflet = typeof Library
type Ring = [number, number][]

/** A point of a map to move around in. `name` is a text, whoever wrote it. */
type RoamingPoint = { lng: number; lat: number; n: number; name: string; href: string | undefined }
/** Degrees. */
export type Bounds = { west: number; south: number; east: number; north: number }

type RoamingMap = {
  /** Points of what is in sight, asked for each time that it moves; `across`: how many have room beside each other. */
  pointsWithin(bounds: Bounds, across: number): Promise<RoamingPoint[]>
  /** Pictures of somebody's map service behind the points; without, lines of our own, and nobody outside is asked. */
  tiles?: { url: string; credit: string } | undefined
  from: { lng: number; lat: number; zoom: number }
}

/** Draws a map into an element of a page. For islands alone: it loads Leaflet, 43 kB, when it is called. */
export async function drawRoamingMap(place: HTMLElement, { pointsWithin, tiles, from }: RoamingMap): Promise<void> {
  const [{ default: L }] = await Promise.all([import('leaflet'), import('leaflet/dist/leaflet.css')])
  const map = L.map(place, { minZoom: 3, maxZoom: 16, worldCopyJump: true, attributionControl: tiles !== undefined })
  if (tiles) L.tileLayer(tiles.url, { attribution: tiles.credit }).addTo(map)
  else await drawOutlines(L, map)
  const points = L.layerGroup().addTo(map)
  let shown = new Map<string, Library.Marker>()
  const refresh = async () => {
    const found = await pointsWithin(boundsOf(map), Math.max(4, Math.round(map.getSize().x / POINT)))
    // What is still there stays as it is: a point that the keyboard is on keeps it.
    const next = new Map(found.map((point) => [keyOf(point), shown.get(keyOf(point)) ?? markerOf(L, map, point)]))
    for (const [key, marker] of shown) if (!next.has(key)) points.removeLayer(marker)
    for (const [key, marker] of next) if (!shown.has(key)) points.addLayer(marker)
    shown = next
  }
  map.on('moveend', () => void refresh())
  map.setView([from.lat, from.lng], from.zoom)
}

/** Pixels that a point takes, with air around it. */
const POINT = 44

const keyOf = ({ lng, lat, n, name }: RoamingPoint) => `${lng} ${lat} ${n} ${name}`

function boundsOf(map: LeafletMap): Bounds {
  const bounds = map.getBounds()
  const within = (degrees: number, most: number) => Math.max(-most, Math.min(most, degrees))
  return {
    west: within(bounds.getWest(), 180),
    south: within(bounds.getSouth(), 85),
    east: within(bounds.getEast(), 180),
    north: within(bounds.getNorth(), 85),
  }
}

function markerOf(L: Leaflet, map: LeafletMap, { lng, lat, n, name, href }: RoamingPoint) {
  const size = n === 1 ? 18 : Math.min(40, Math.round(20 + 2 * Math.sqrt(n)))
  // As an element, since a text would be read as HTML.
  const dot = document.createElement('span')
  dot.className = 'roaming-point'
  dot.textContent = n === 1 ? '' : String(n)
  const icon = L.divIcon({ html: dot, className: 'roaming-icon', iconSize: [size, size] })
  const marker = L.marker([lat, lng], { icon, title: name, alt: name })
  const follow = () => {
    if (href) location.href = href
    else map.setView([lat, lng], Math.min(16, map.getZoom() + 2))
  }
  marker.on('click', follow)
  marker.on('keydown', ({ originalEvent }: Library.LeafletKeyboardEvent) => void (originalEvent.key === 'Enter' && follow()))
  return marker
}

/** Countries and departments as lines. */
async function drawOutlines(L: Leaflet, map: LeafletMap): Promise<void> {
  const answer = await fetch(new URL('./outlines.json', import.meta.url))
  const { countries, departments }: { countries: Ring[]; departments: Ring[] } = await answer.json()
  const lines = (rings: Ring[]) => rings.map((ring) => ring.map(([lng, lat]): [number, number] => [lat, lng]))
  const behind = { interactive: false, renderer: L.canvas() }
  L.polyline(lines(countries), { ...behind, color: '#8a8172', weight: 1.5 }).addTo(map)
  L.polyline(lines(departments), { ...behind, color: '#b9ae9a', weight: 0.8 }).addTo(map)
}
