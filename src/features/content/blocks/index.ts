/** What other rooms may ask of blocks. */
export { isSafeLink } from './addresses.ts'
export { readBlocks, turned, typedBlocks } from './editing.ts'
export { BlockFields, type BlockFieldsProps } from './fields.tsx'
export { contrast, LETTER_LOOK, type LetterLook } from './letter.tsx'
export { fillLists, lists } from './lists.ts'
export { renderBlocks, type Surroundings } from './rendering.tsx'
export { type Block, type PictureId } from './schema.ts'
export { tagsIn } from './tags.ts'
