/** What other slices may ask of suggestions. */
export { SuggestionCard, type SuggestionProps } from './now.page.tsx'
