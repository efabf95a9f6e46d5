/** The paragraphs of a text that somebody typed: what empty lines, or any break, set apart. */
export function paragraphsOf(text: string | null | undefined): string[] {
  return text?.split(/[\r\n]+/).filter((line) => line.trim() !== '') ?? []
}
