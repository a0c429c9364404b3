// A payment: the way from the money over the order's lines to what was paid back, and the file it came in.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { dayLong } from '@/lib/days'
import { isZero } from '@/lib/format'
import { Amount, BigAmount } from '@/ui/amount'
import { Door } from '@/ui/door'
import { Drawer } from '@/ui/drawer'
import { DrawerBody } from './drawer-body'
import type { DrawerFrame } from './drawer-frame'
import { Origin } from './origin'
import { type Payment, paymentById } from './payment.queries'
import { paymentState } from './payment-state'
import { Status } from './status'

export function PaymentDrawer({ paymentId, ...frame }: { paymentId: string } & DrawerFrame) {
  const { t } = useTranslation('customers')
  const query = useQuery(paymentById(paymentId))
  const payment = query.data
  return (
    <Drawer
      {...frame}
      label={t('payment.label', { code: payment?.code ?? '' })}
      crumbs={
        payment && (
          <>
            <span className="cut" lang="zh-CN">
              {payment.customer?.name}
            </span>
            <span className="nw">
              / <span className="ink">{payment.code}</span>
            </span>
          </>
        )
      }
    >
      <DrawerBody query={query}>{(data) => <PaymentWay payment={data} />}</DrawerBody>
    </Drawer>
  )
}

function PaymentWay({ payment }: { payment: Payment }) {
  const { t } = useTranslation('customers')
  const locale = currentLocale()
  const { currency } = payment
  return (
    <>
      <div className="between first">
        <div>
          <h2 className="t-s mute">{t('payment.heading')}</h2>
          <div className="t-1">
            <BigAmount value={payment.amount} currency={currency} />
          </div>
        </div>
        <Status of="payment" state={paymentState(payment)} />
      </div>
      <ol className="way">
        <li className="here">
          <div className="k">{t('payment.payment')}</div>
          <div className="h">
            <b>{payment.code}</b>
            <b>
              <Amount value={payment.amount} currency={currency} />
            </b>
          </div>
          <div className="t-s dim">
            {t('payment.received', { day: dayLong(payment.received_on, locale) })}
            {payment.account !== '' && t('payment.account', { account: payment.account })}
          </div>
          <Origin origin={payment.origin} />
        </li>
        <li className={payment.order ? undefined : 'soon'}>
          <div className="k">{t('payment.order')}</div>
          <div className="h">
            {payment.order ? (
              <Door kind="order" id={payment.order.id} className="door b">
                {payment.order.code}
              </Door>
            ) : (
              <span className="dim">{t('payment.no_order')}</span>
            )}
          </div>
          {!isZero(payment.unmatched) && (
            <div className="sub">
              <div className="warnc">{t('payment.unmatched')}</div>
              <div className="r nw">
                <Amount value={payment.unmatched} currency={currency} />
              </div>
            </div>
          )}
        </li>
        {payment.customer && (
          <li>
            <div className="k">{t('payment.customer')}</div>
            <div className="h">
              <b lang="zh-CN">{payment.customer.name}</b>
            </div>
          </li>
        )}
        {payment.refunds.map((refund) => (
          <li key={refund.id}>
            <div className="k">{t('payment.refund')}</div>
            <div className="h">
              <b>{refund.code}</b>
              <Door kind="refund" id={refund.id} className="door b">
                <Amount value={`-${refund.amount}`} currency={currency} />
              </Door>
            </div>
            <div className="t-s dim">{t('payment.refunded', { day: dayLong(refund.refunded_on, locale) })}</div>
          </li>
        ))}
      </ol>
    </>
  )
}
