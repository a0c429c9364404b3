// What becomes of earned pay: only the parts that are not nothing are said.
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { show } from '@/testing/page'
import { PaidParts } from './paid-parts'

it('says what is earned, held, owed and taken back, and leaves out what is nothing', async () => {
  show(<PaidParts earned="500.00" parts={{ payable: '1000.00', held: '0.00', owed: '500.00', clawed: '20.00' }} currency="CNY" />)
  expect(await screen.findByText('计得 500.00 · 预发未扣 500.00 · 另追回 20.00')).toBeVisible()
})
