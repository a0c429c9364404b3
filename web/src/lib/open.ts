// The stack of open drawers as one word in the URL: `payment.pay_01j…-order.ord_01j…`, the last one on top.

export interface Opened {
  kind: string
  id: string
}

export const parseOpen = (text: string | undefined): Opened[] =>
  (text ?? '')
    .split('-')
    .map((entry) => {
      const [kind, id] = entry.split('.')
      return kind && id ? { kind, id } : null
    })
    .filter((entry) => entry !== null)

export const writeOpen = (stack: Opened[]): string | undefined =>
  stack.length === 0 ? undefined : stack.map(({ kind, id }) => `${kind}.${id}`).join('-')

/** Opens one more; one that is open already becomes the top again. */
export function opening(text: string | undefined, next: Opened): string | undefined {
  const stack = parseOpen(text)
  const at = stack.findIndex((entry) => entry.kind === next.kind && entry.id === next.id)
  return writeOpen(at >= 0 ? stack.slice(0, at + 1) : [...stack, next])
}

export const closingTop = (text: string | undefined): string | undefined => writeOpen(parseOpen(text).slice(0, -1))
