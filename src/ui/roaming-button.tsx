import { IslandButton } from './parts.tsx'

export type RoamingProps = {
  /** Where the points of a part of the map are asked for: `{ clusters: [{ lng, lat, n, id, name, town }] }`. */
  source: string
  /** Where what stands alone is found, under its id. */
  items: string
  /** How many are around a town, with `{n}` and `{town}` in it. */
  around: string
  tiles: { url: string; credit: string } | undefined
  from: { lng: number; lat: number } | undefined
}

/** Opens a map to move around in, in the place of the button (`map.island.ts`). */
export function RoamingButton({
  open,
  label,
  failed,
  source,
  items,
  around,
  tiles,
  from,
}: RoamingProps & { open: string; label: string; failed: string }) {
  const data = {
    'data-map-button': '',
    'data-source': source,
    'data-items': items,
    'data-around': around,
    'data-label': label,
    'data-failed': failed,
    ...(from && { 'data-lng': String(from.lng), 'data-lat': String(from.lat) }),
    ...(tiles && { 'data-tiles': tiles.url, 'data-credit': tiles.credit }),
  }
  return (
    <IslandButton tone="plain" data={data}>
      {open}
    </IslandButton>
  )
}
