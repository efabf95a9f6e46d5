import { type EventRecord, freeOf } from '../core/index.ts'

/** What is drawn from, apart from the event itself: absolute addresses, and words in the language of the page. */
export type Linked = { url: string; image: string; movement: string; site: string }

const MODES = {
  place: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  both: 'MixedEventAttendanceMode',
}

/** An event for programs that read pages (schema.org/Event): no more than the page tells anybody. */
export function structuredOf(event: EventRecord, { url, image, movement, site }: Linked): object {
  const hosts = event.groups.filter(({ accepted }) => accepted)
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.title,
    url,
    image: [image],
    startDate: event.starts_at.toISOString(),
    endDate: event.ends_at.toISOString(),
    eventStatus: `https://schema.org/${event.cancelled_at ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: `https://schema.org/${MODES[event.attendance]}`,
    location: locationsOf(event, url),
    inLanguage: event.language,
    isAccessibleForFree: event.price === null,
    ...(event.description ? { description: event.description } : {}),
    ...(event.capacity === null ? {} : { maximumAttendeeCapacity: event.capacity, remainingAttendeeCapacity: freeOf(event) }),
    organizer: hosts.length > 0 ? hosts.map(({ name }) => ({ '@type': 'Organization', name })) : organisation(movement, site),
  }
}

const organisation = (name: string, url: string) => ({ '@type': 'Organization', name, url })

/** Where it is, of the precision that its page has; the link of one online is for who signed up. */
function locationsOf(event: EventRecord, url: string): object | object[] {
  const place = {
    '@type': 'Place',
    name: event.town,
    address: {
      '@type': 'PostalAddress',
      addressLocality: event.town,
      addressCountry: event.country,
      ...(event.precision === 'exact' && event.address ? { streetAddress: event.address } : {}),
    },
    geo: { '@type': 'GeoCoordinates', latitude: event.lat, longitude: event.lng },
  }
  const virtual = { '@type': 'VirtualLocation', url }
  if (event.attendance === 'place') return place
  return event.attendance === 'online' ? virtual : [place, virtual]
}
