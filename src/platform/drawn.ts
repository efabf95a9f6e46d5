/** Keeps what was drawn last, so many of it: each is drawn once however many ask at the same moment; what failed is drawn anew. */
export function keptDrawn<T>(most: number): (key: string, draw: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>()
  return (key, draw) => {
    const drawn = kept.get(key) ?? draw()
    kept.delete(key)
    kept.set(key, drawn)
    drawn.catch(() => kept.delete(key))
    if (kept.size > most) kept.delete(kept.keys().next().value!)
    return drawn
  }
}
