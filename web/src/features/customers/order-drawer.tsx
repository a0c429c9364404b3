// An order: its way from the signature over the lines and the shares to the payments, and the file it came in.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { dayLong } from '@/lib/days'
import { currencyPlaces, isZero, money, quantity, rate } from '@/lib/format'
import { Amount, BigAmount } from '@/ui/amount'
import { Door } from '@/ui/door'
import { Drawer } from '@/ui/drawer'
import { DrawerBody } from './drawer-body'
import type { DrawerFrame } from './drawer-frame'
import { type Order, orderById } from './order.queries'
import { Origin } from './origin'
import { Status } from './status'

export function OrderDrawer({ orderId, ...frame }: { orderId: string } & DrawerFrame) {
  const { t } = useTranslation('customers')
  const query = useQuery(orderById(orderId))
  const order = query.data
  return (
    <Drawer
      {...frame}
      label={t('order.label', { code: order?.code ?? '' })}
      crumbs={
        order && (
          <>
            <span className="cut" lang="zh-CN">
              {order.customer?.name}
            </span>
            <span className="nw">
              / <span className="ink">{order.code}</span>
            </span>
          </>
        )
      }
    >
      <DrawerBody query={query}>{(data) => <OrderWay order={data} />}</DrawerBody>
    </Drawer>
  )
}

function OrderWay({ order }: { order: Order }) {
  const { t } = useTranslation('customers')
  const locale = currentLocale()
  const { currency } = order
  return (
    <>
      <div className="between first">
        <div>
          <h2 className="t-s mute">{t('order.heading')}</h2>
          <div className="t-1">
            <BigAmount value={order.net} currency={currency} />
          </div>
        </div>
        <Status of="order" state={order.state} />
      </div>
      <ol className="way">
        <li className="here">
          <div className="k">{t('order.order')}</div>
          <div className="h">
            <b>{order.code}</b>
            <b>
              <Amount value={order.net} currency={currency} />
            </b>
          </div>
          <div className="t-s dim">
            {t('order.signed', { day: dayLong(order.signed_on, locale) })}
            {order.due_on && t('order.due', { day: dayLong(order.due_on, locale) })}
          </div>
          {order.gross !== order.net && (
            <div className="sub">
              <div>{t('order.gross')}</div>
              <div className="r nw">
                <Amount value={order.gross} currency={currency} />
              </div>
            </div>
          )}
          <Origin origin={order.origin} />
        </li>
        {order.customer && (
          <li>
            <div className="k">{t('order.customer')}</div>
            <div className="h">
              <b lang="zh-CN">{order.customer.name}</b>
            </div>
          </li>
        )}
        <li>
          <div className="k">{t('order.lines', { count: order.lines.length })}</div>
          {order.lines.map((line) => (
            <div className="sub" key={line.id}>
              <div>
                <span lang="zh-CN">{line.product?.name ?? t('order.no_product')}</span> × {quantity(line.quantity.toString())}
                {line.gross !== line.net && <span className="src">{t('order.line_gross', { amount: money(line.gross, currencyPlaces(currency)) })}</span>}
              </div>
              <div className="r nw">
                <Amount value={line.net} currency={currency} />
              </div>
            </div>
          ))}
        </li>
        <li>
          <div className="k">{t('order.shares')}</div>
          {order.splits.length === 0 && <div className="t-s">{order.owner ? t('order.all_of', { name: order.owner.name }) : t('order.nobody')}</div>}
          {order.splits.map((split) => (
            <div className="sub" key={split.member.id}>
              <div lang="zh-CN">{split.member.name}</div>
              <div className="r nw">{rate(split.share)}</div>
            </div>
          ))}
        </li>
        <li className={order.payments.length === 0 ? 'soon' : undefined}>
          <div className="k">{t('order.payments', { count: order.payments.length })}</div>
          {order.payments.length === 0 && <div className="t-s dim">{t('order.no_payment')}</div>}
          {order.payments.map((payment) => (
            <div className="sub" key={payment.id}>
              <div>
                {payment.code}
                <span className="src">
                  {dayLong(payment.received_on, locale)}
                  {!isZero(payment.refunded) && t('order.refunded', { amount: money(payment.refunded, currencyPlaces(currency)) })}
                  {payment.state === 'cancelled' && t('order.payment_cancelled')}
                </span>
              </div>
              <div className="r nw">
                <Door kind="payment" id={payment.id}>
                  <Amount value={payment.amount} currency={currency} />
                </Door>
              </div>
            </div>
          ))}
        </li>
      </ol>
    </>
  )
}
