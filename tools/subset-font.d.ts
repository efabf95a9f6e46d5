declare module 'subset-font' {
  type Options = {
    targetFormat: 'woff2'
    noLayoutClosure?: boolean
    variationAxes?: Record<string, { min: number; max: number }>
  }
  /** A typeface with the letters of the text alone. */
  export default function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>
}
