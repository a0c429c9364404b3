// The word for where a payment stands: cancelled, without an order, or with one.

export const paymentState = (payment: { state: string; order?: unknown }): string =>
  payment.state === 'cancelled' ? 'cancelled' : payment.order ? 'matched' : 'unmatched'
