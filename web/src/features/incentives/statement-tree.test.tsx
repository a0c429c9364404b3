// The explanation tree: every component with its steps, zero ones with their reason, and the total at the end.
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { show } from '@/testing/page'
import type { Statement } from './statement.queries'
import { StatementTree } from './statement-tree'

const statement = {
  id: 'statement_1',
  currency: 'CNY',
  total: '2743.60',
  adjustments: [],
  opening: '0.00',
  taken: '0.00',
  decisions: [],
  owed: '0.00',
  held: '0.00',
  measures: [{ key: 'collected', title: '回款', goal: '400000', actual: '428633.40', attainment: '1.0715835', unit: 'money' }],
  components: [
    {
      key: 'commission',
      title: '回款提成',
      kind: 'commission',
      pay: '2743.60',
      reason: null,
      attainment: null,
      steps: [
        { code: 'actual', params: { measure: 'collected', unit: 'money' }, amount: '428633.40', depth: 0, source: null },
        { code: 'tier', params: { from: '400000.00', rate: '0.012', credited: '28633.40' }, amount: '343.6008', depth: 1, source: null },
      ],
    },
    { key: 'monthly', title: '月度奖金', kind: 'attainment', pay: '0.00', reason: 'gate', attainment: '0.5', steps: [{ code: 'nothing', params: { reason: 'gate' }, amount: '0', depth: 0, source: null }] },
  ],
} as unknown as Statement

it('shows the steps of every component and the total', async () => {
  show(<StatementTree statement={statement} />)
  expect(await screen.findByText('400,000.00 以上：28,633.40 × 1.2%')).toBeVisible()
  expect(screen.getByText('343.6008')).toBeVisible()
  expect(screen.getByRole('link', { name: '428,633.40' })).toHaveAttribute('href', expect.stringContaining('component=commission'))
  const tree = screen.getByRole('region', { name: '一分一分怎么来的' })
  expect(within(tree).getAllByText('2,743.60')).toHaveLength(2)
})

it('keeps a component that pays nothing, with the reason', async () => {
  show(<StatementTree statement={statement} />)
  expect(await screen.findByText('没过达标线')).toBeVisible()
  expect(screen.getByText('不发：没过达标线')).toBeVisible()
})

it('folds one component, and all of them', async () => {
  show(<StatementTree statement={statement} />)
  const head = await screen.findByRole('button', { name: /回款提成/ })
  await userEvent.click(head)
  expect(head).toHaveAttribute('aria-expanded', 'false')
  expect(screen.getByText('343.6008')).not.toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '全部展开' }))
  expect(screen.getByText('343.6008')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '全部收起' }))
  expect(screen.getByText('不发：没过达标线')).not.toBeVisible()
})
