import { type Bounds, drawRoamingMap } from '#ui/roaming-map'

/** As `map.json` of groups and of events says them. */
type Cluster = { lng: number; lat: number; n: number; id: string | null; name: string | null; town: string }

/** A map to move around in, loaded when somebody opens it: what stands in the page needs none of it. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-map-button]')) {
  button.hidden = false
  button.addEventListener('click', () => void open(button))
}

async function open(button: HTMLButtonElement): Promise<void> {
  const { label = '', failed = '', source = '', items = '', around = '', tiles, credit = '', lng, lat } = button.dataset
  button.disabled = true
  const place = document.createElement('div')
  place.className = 'roaming-map'
  place.setAttribute('role', 'region')
  place.setAttribute('aria-label', label)
  button.before(place)
  const from = lng && lat ? { lng: Number(lng), lat: Number(lat), zoom: 9 } : { lng: 2.4, lat: 46.6, zoom: 5 }
  try {
    await drawRoamingMap(place, {
      pointsWithin: async (bounds, across) =>
        (await clustersWithin(source, bounds, across)).map((cluster) => pointOf(cluster, items, around)),
      tiles: tiles ? { url: tiles, credit } : undefined,
      from,
    })
    button.remove()
  } catch (error) {
    place.remove()
    button.textContent = failed
    reportError(error)
  }
}

async function clustersWithin(source: string, bounds: Bounds, across: number): Promise<Cluster[]> {
  const query = new URLSearchParams(Object.entries(bounds).map(([side, degrees]) => [side, degrees.toFixed(4)]))
  query.set('cells', String(Math.min(across, 24)))
  const answer = await fetch(`${source}?${query}`)
  if (!answer.ok) return []
  const { clusters }: { clusters: Cluster[] } = await answer.json()
  return clusters
}

function pointOf({ lng, lat, n, id, name, town }: Cluster, items: string, around: string) {
  const said = n === 1 ? `${name}, ${town}` : around.replace('{n}', String(n)).replace('{town}', town)
  return { lng, lat, n, name: said, href: id ? `${items}/${id}` : undefined }
}
