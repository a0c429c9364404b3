// Money as it is read: large with a quieter sign and fen, in tables without the sign.
import { currencyPlaces, currencySign, isZero, money, signedMoney } from '@/lib/format'

/** From 24 px up: sign and minor units at .62. */
export function BigAmount({ value, currency }: { value: string; currency: string }) {
  const text = money(value, currencyPlaces(currency))
  const negative = text.startsWith('−')
  const [whole, fraction] = (negative ? text.slice(1) : text).split('.')
  return (
    <>
      {negative && '−'}
      <span className="y">{currencySign(currency)}</span>
      {whole}
      {fraction !== undefined && <span className="f">.{fraction}</span>}
    </>
  )
}

/** In tables and trees: grouped, a zero in text-3. */
export function Amount({ value, currency, signed = false }: { value: string; currency: string; signed?: boolean }) {
  const text = signed ? signedMoney(value, currencyPlaces(currency)) : money(value, currencyPlaces(currency))
  return isZero(value) ? <span className="mute">{text}</span> : <>{text}</>
}
