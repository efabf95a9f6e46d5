/** Works on the next item while whoever listens is busy with this one. Stages that are each one ahead of the next make a line of work. */
export async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next()
  for (;;) {
    const { value, done } = await next
    if (done) return
    next = items.next()
    // Whoever stops listening leaves it unheard; what went wrong is told where it is waited for.
    next.catch(() => {})
    yield value
  }
}

/** Works on up to `most` items at once, and gives what comes of them in their order. */
export async function* atOnce<T, R>(most: number, items: AsyncGenerator<T>, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const underWay: Promise<R>[] = []
  for await (const item of items) {
    const result = work(item)
    result.catch(() => {})
    underWay.push(result)
    if (underWay.length >= most) yield await underWay.shift()!
  }
  while (underWay.length > 0) yield await underWay.shift()!
}
