// The writing of figures: what a reader sees must never say more or less than the exact value.
import { expect, it } from 'vitest'
import { attainment, currencyPlaces, inPercent, isZero, money, quantity, rate, signedMoney } from './format'

it('writes money with its fen, grouped, with a true minus', () => {
  expect(money('8622.06')).toBe('8,622.06')
  expect(money('286500')).toBe('286,500.00')
  expect(money('-230.4')).toBe('−230.40')
  expect(money('0')).toBe('0.00')
  expect(money('-0.00')).toBe('0.00')
  expect(money('1234567890123.05')).toBe('1,234,567,890,123.05')
})

it('keeps the exact places of a step before rounding', () => {
  expect(money('343.6008')).toBe('343.6008')
  expect(money('-0.0008')).toBe('−0.0008')
})

it('writes a currency without minor units without them', () => {
  expect(money('1500', currencyPlaces('JPY'))).toBe('1,500')
})

it('signs what adds and what takes, and not a zero', () => {
  expect(signedMoney('555.79')).toBe('+555.79')
  expect(signedMoney('-0.0008')).toBe('−0.0008')
  expect(signedMoney('0')).toBe('0.00')
})

it('rounds attainment down to a tenth of a percent', () => {
  expect(attainment('1.0715835')).toBe('107.1%')
  expect(attainment('0.7999999')).toBe('79.9%')
  expect(attainment('0.8')).toBe('80.0%')
  expect(attainment('0.799999999999999999999')).toBe('79.9%')
  expect(attainment('0')).toBe('0.0%')
  expect(attainment('-0.25')).toBe('0.0%')
  expect(attainment('12.5')).toBe('1,250.0%')
})

it('writes a rate exactly', () => {
  expect(rate('0.004')).toBe('0.4%')
  expect(rate('0.7')).toBe('70%')
  expect(rate('1.4')).toBe('140%')
  expect(rate('0.143167')).toBe('14.3167%')
  expect(rate('-0.05')).toBe('−5%')
})

it('moves the point without losing a digit', () => {
  expect(inPercent('1.0715835')).toBe('107.15835')
  expect(inPercent('0.005')).toBe('0.5')
  expect(inPercent('3')).toBe('300')
})

it('writes quantities without trailing zeros', () => {
  expect(quantity('1200.50')).toBe('1,200.5')
  expect(quantity('3.000')).toBe('3')
})

it('knows a zero in every writing', () => {
  expect(isZero('0.00')).toBe(true)
  expect(isZero('-0')).toBe(true)
  expect(isZero('0.01')).toBe(false)
})

it('leaves a text that is no number as it is', () => {
  expect(money('待定')).toBe('待定')
  expect(attainment('')).toBe('')
})
