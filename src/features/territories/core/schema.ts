import { Type } from 'typebox'

const Country = Type.String({ format: 'country', default: 'FR' })

export const PlacesQuery = Type.Object({
  country: Country,
  /** Towns of this code… */
  postal_code: Type.Optional(Type.String({ maxLength: 12 })),
  /** …or towns whose name begins so. */
  q: Type.Optional(Type.String({ maxLength: 80 })),
})

export const NearestQuery = Type.Object({
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 10 }),
})

export const NearestPlaces = Type.Object({
  places: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      country: Type.String(),
      lng: Type.Number(),
      lat: Type.Number(),
      distance_km: Type.Number(),
    }),
  ),
})
