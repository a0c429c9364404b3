// The part of an address that a list reads: only texts, and only those it knows.

export function textSearch<Name extends string>(...names: Name[]) {
  return (search: Record<string, unknown>): { [K in Name]?: string | undefined } => {
    const known: { [K in Name]?: string | undefined } = {}
    for (const name of names) {
      const value = search[name]
      if (typeof value === 'string' && value !== '') known[name] = value
      else if (typeof value === 'number') known[name] = String(value)
    }
    return known
  }
}
