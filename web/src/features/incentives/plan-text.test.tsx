// What was found in a plan stands under its line; a refused publication names lines by `line:column`.
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { show } from '@/testing/page'
import { findingsOf } from './plan.queries'
import { PlanText, withoutRemark } from './plan-text'

it('takes the line from a refused field, and leaves fields without a line out', () => {
  const fields = [
    { path: '20:1', code: 'incentives.plan.cliff', params: { fix: 'gate_start = "from_zero"' } },
    { path: 'text', code: 'incentives.plan.empty', params: {} },
  ]
  expect(findingsOf(fields)).toEqual([{ line: 20, code: 'incentives.plan.cliff', params: fields[0]?.params, severity: 'error', accepted: null, fix: 'gate_start = "from_zero"' }])
})

it('parts a remark from the code before it, not from a # in quotes', () => {
  expect(withoutRemark('rate = "5%" # 提成')).toEqual({ code: 'rate = "5%" ', remark: '# 提成' })
  expect(withoutRemark(`title = "第 # 1 组"`)).toEqual({ code: `title = "第 # 1 组"`, remark: '' })
  expect(withoutRemark('  # 全行')).toEqual({ code: '  ', remark: '# 全行' })
})

it('shows an open finding with its fix, and an accepted one with the reason', async () => {
  const common = { params: { key: 'gate', value: '0.8' }, severity: 'warning' as const }
  show(
    <PlanText
      text={'[plan]\ngate = "80%"\n'}
      findings={[
        { ...common, line: 2, code: 'incentives.plan.amount_form', accepted: null, fix: 'gate = "0.8"' },
        { ...common, line: 1, code: 'incentives.plan.cliff', accepted: '董事会已定', fix: '' },
      ]}
    />,
  )
  expect(await screen.findByText('gate = "0.8"')).toBeVisible()
  expect(screen.getByText('已接受：董事会已定')).toBeVisible()
  expect(document.querySelectorAll('.pl.care')).toHaveLength(1)
})
