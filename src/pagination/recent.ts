/** Rows shift by a few pages at most, and a listing may have millions: so many are remembered, not all. */
const MOST = 50_000

/** Remembers the keys that were added last. */
export class Recent {
  readonly #keys = new Set<unknown>()

  /** Whether the key is new. `undefined` always is. */
  add(key: unknown): boolean {
    if (key === undefined || key === null) return true
    // Deleted first, so that it counts as the latest.
    const known = this.#keys.delete(key)
    this.#keys.add(key)
    if (this.#keys.size > MOST) this.#keys.delete(this.#keys.values().next().value)
    return !known
  }
}
