/** What other rooms may ask of pictures. */
export { libraryPath } from './paths.ts'
export { latestPictures, picturesAmong } from './queries.ts'
export { pictureUses } from './uses.ts'
