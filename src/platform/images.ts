import type { Metadata } from 'sharp'

/** A picture as it is kept: WebP, the right way up, without anything that its camera noted (place, time, owner). */
export type Picture = { bytes: Buffer; width: number; height: number }
/** With what it shows, for those who cannot see it. */
export type Worded = Picture & { words: string }

/** Longest side, in pixels: sharp on a large screen, light on a phone. */
const SIDE = 1200
/** Most pixels that are decoded: a small file may unfold into gigabytes. */
const MOST_PIXELS = 50_000_000
const QUALITY = 75
const KINDS = new Set(['jpeg', 'png', 'webp'])

/**
 * Draws a picture anew from what somebody sent: JPEG, PNG or WebP. Whatever else was in the file is gone, place and time among it (EXIF, XMP). undefined: it is
 * no such picture, broken, or too large to unfold. `side`: its longest, in pixels.
 */
export async function redraw(bytes: Buffer, side = SIDE): Promise<Picture | undefined> {
  // Loaded with the first picture: the program starts sooner, and most processes never need it.
  const { default: sharp } = await import('sharp')
  const open = () => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false })
  try {
    const { format }: Metadata = await open().metadata()
    if (!KINDS.has(format)) return undefined
    const { data, info } = await open()
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width, height: info.height }
  } catch {
    // libvips names many faults; to whoever sent the file they are one.
    return undefined
  }
}
