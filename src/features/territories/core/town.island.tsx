import { render } from 'preact'
import { TownField, type TownOption } from './town-field.tsx'

const taken = new WeakSet<Element>()

/** Shows the towns of a postal code as soon as it is typed, and suggests towns abroad. Without it the server does the same, a page later. */
for (const form of document.querySelectorAll<HTMLFormElement>('[data-sign-form]')) enhance(form)

function enhance(form: HTMLFormElement): void {
  const postalCode = form.querySelector<HTMLInputElement>('[name=postal_code]')!
  const country = form.querySelector<HTMLSelectElement>('[name=country]')!
  const town = form.querySelector<HTMLInputElement>('[name=town]')!
  const place = form.querySelector<HTMLElement>('[data-towns]')!

  // What the server drew goes once; from then on the place belongs to Preact, which must not find it changed.
  const mine = () => {
    if (!taken.has(place)) place.replaceChildren()
    taken.add(place)
    return place
  }
  const showTowns = latest(async (current) => {
    const towns = await findPlaces({ country: country.value, postal_code: postalCode.value.trim() })
    if (current()) drawTowns(mine(), towns)
  })
  const suggest = latest(async (current) => {
    const towns = await findPlaces({ country: country.value, q: town.value.trim() })
    if (current()) form.querySelector('datalist')!.replaceChildren(...towns.map(({ name }) => new Option(name)))
  })

  postalCode.addEventListener('input', () => void (postalCode.value.trim().length >= 5 ? showTowns() : drawTowns(mine(), [])))
  country.addEventListener('change', () => void showTowns())
  town.addEventListener('input', () => void (town.value.trim().length >= 2 && suggest()))
}

/** Answers may come back in another order than they were asked: only the last one counts. */
function latest(work: (isCurrent: () => boolean) => Promise<void>): () => Promise<void> {
  let turn = 0
  return async () => {
    const mine = ++turn
    await work(() => mine === turn)
  }
}

async function findPlaces(query: Record<string, string>): Promise<TownOption[]> {
  const response = await fetch(`/api/v1/places?${new URLSearchParams(query).toString()}`).catch(() => undefined)
  // On a bad network the form still works: the server asks for the town on its next page.
  if (!response?.ok) return []
  const { places }: { places: TownOption[] } = await response.json()
  return places
}

function drawTowns(place: HTMLElement, towns: TownOption[]): void {
  const { label = '', choose = '' } = place.dataset
  render(<TownField label={label} choose={choose} towns={towns} form={{ values: {}, errors: {} }} t={(key) => key} />, place)
}
