import { Type } from 'typebox'

export const PlacesQuery = Type.Object({
  /** Without, that of the movement. */
  country: Type.Optional(Type.String({ format: 'country' })),
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
