// The drawers of a page live in its address: they stack, and going back takes the top one away.
import { expect, it } from 'vitest'
import { closingTop, opening, parseOpen } from './open'

it('opens one drawer over another', () => {
  const one = opening(undefined, { kind: 'payment', id: 'pay_1' })
  const two = opening(one, { kind: 'order', id: 'ord_2' })
  expect(two).toBe('payment.pay_1-order.ord_2')
  expect(parseOpen(two)).toEqual([{ kind: 'payment', id: 'pay_1' }, { kind: 'order', id: 'ord_2' }])
})

it('returns to a drawer that is open already instead of opening it twice', () => {
  expect(opening('payment.pay_1-order.ord_2', { kind: 'payment', id: 'pay_1' })).toBe('payment.pay_1')
})

it('takes the top one away, and the word with the last', () => {
  expect(closingTop('payment.pay_1-order.ord_2')).toBe('payment.pay_1')
  expect(closingTop('payment.pay_1')).toBeUndefined()
})

it('passes over what is no drawer', () => {
  expect(parseOpen('nonsense-order.ord_2-.x')).toEqual([{ kind: 'order', id: 'ord_2' }])
})
