import type { PictureId } from '../blocks/index.ts'

export const LIBRARY = '/staff/pictures'
/** A picture never changes: another has another address. */
export const libraryPath = (picture: PictureId): string => `/pictures/${picture}.webp`
