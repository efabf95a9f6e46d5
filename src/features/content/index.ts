/** What other domains may ask of what texts are made of. */
export {
  type Block,
  BlockFields,
  type BlockFieldsProps,
  contrast,
  fillLists,
  isSafeLink,
  LETTER_LOOK,
  type LetterLook,
  lists,
  type PictureId,
  readBlocks,
  renderBlocks,
  type Surroundings,
  tagsIn,
  turned,
  typedBlocks,
} from './blocks/index.ts'
export { latestPictures, libraryPath, picturesAmong, pictureUses } from './pictures/index.ts'
