/** What other rooms may ask of blocks. */
export { isSafeLink } from './addresses.ts'
export { contrast, LETTER_LOOK, type LetterLook, textOn } from './letter.tsx'
export { type FilledList, fillLists, type ListItem, type ListMaker, lists } from './lists.ts'
export { type Rendered, renderBlocks, type Surroundings } from './rendering.tsx'
export { type Block, type BlockOf, BlockSchema, BlocksSchema, type PictureId } from './schema.ts'
export { tagsIn } from './tags.ts'
export { BlocksView } from './view.tsx'
