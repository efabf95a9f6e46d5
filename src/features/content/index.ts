/** What other domains may ask of what texts are made of. */
export {
  type Block,
  BlocksSchema,
  BlocksView,
  contrast,
  fillLists,
  isSafeLink,
  LETTER_LOOK,
  type LetterLook,
  type ListItem,
  lists,
  type PictureId,
  renderBlocks,
  type Surroundings,
  tagsIn,
} from './blocks/index.ts'
