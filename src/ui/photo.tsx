/** A photograph, as wide as there is room; its size is known before it comes, so that nothing jumps. */
export function Photo({ src, words, width, height }: { src: string; words: string; width?: number; height?: number }) {
  return (
    <img
      src={src}
      alt={words}
      width={width}
      height={height}
      loading="lazy"
      class="h-auto max-h-[36rem] w-full rounded-box object-contain object-left"
    />
  )
}
