/** Tells the encoding of a text from all its bytes: what marks itself, what is UTF-8 without a fault, else Windows' Latin letters. */
export class EncodingGuess {
  #start: Uint8Array | undefined
  #utf8 = true
  readonly #check = new TextDecoder('utf-8', { fatal: true })

  see(bytes: Uint8Array): void {
    this.#start ??= bytes.slice(0, 4)
    if (!this.#utf8) return
    try {
      this.#check.decode(bytes, { stream: true })
    } catch {
      this.#utf8 = false
    }
  }

  /** A name that TextDecoder knows. */
  name(): string {
    const [a, b] = this.#start ?? []
    if (a === 0xff && b === 0xfe) return 'utf-16le'
    if (a === 0xfe && b === 0xff) return 'utf-16be'
    return this.#utf8 && this.#ends() ? 'utf-8' : 'windows-1252'
  }

  /** A letter cut at the very end is no UTF-8 either. */
  #ends(): boolean {
    try {
      this.#check.decode()
      return true
    } catch {
      return false
    }
  }
}
