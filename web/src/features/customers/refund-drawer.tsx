// A refund: what was paid back, of which payment, and the file it came in.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { dayLong } from '@/lib/days'
import { Amount, BigAmount } from '@/ui/amount'
import { Door } from '@/ui/door'
import { Drawer } from '@/ui/drawer'
import { DrawerBody } from './drawer-body'
import type { DrawerFrame } from './drawer-frame'
import { Origin } from './origin'
import { type Refund, refundById } from './payment.queries'
import { Status } from './status'

export function RefundDrawer({ refundId, ...frame }: { refundId: string } & DrawerFrame) {
  const { t } = useTranslation('customers')
  const query = useQuery(refundById(refundId))
  const refund = query.data
  return (
    <Drawer
      {...frame}
      label={t('refund.label', { code: refund?.code ?? '' })}
      crumbs={
        refund && (
          <>
            <span className="cut" lang="zh-CN">
              {refund.customer?.name}
            </span>
            <span className="nw">
              / <span className="ink">{refund.code}</span>
            </span>
          </>
        )
      }
    >
      <DrawerBody query={query}>{(data) => <RefundWay refund={data} />}</DrawerBody>
    </Drawer>
  )
}

function RefundWay({ refund }: { refund: Refund }) {
  const { t } = useTranslation('customers')
  const locale = currentLocale()
  const { currency } = refund
  return (
    <>
      <div className="between first">
        <div>
          <h2 className="t-s mute">{t('refund.heading')}</h2>
          <div className="t-1">
            <BigAmount value={refund.amount} currency={currency} />
          </div>
        </div>
        <Status of="refund" state={refund.state} />
      </div>
      <ol className="way">
        <li className="here">
          <div className="k">{t('refund.refund')}</div>
          <div className="h">
            <b>{refund.code}</b>
            <b>
              <Amount value={`-${refund.amount}`} currency={currency} />
            </b>
          </div>
          <div className="t-s dim">{t('refund.on', { day: dayLong(refund.refunded_on, locale) })}</div>
          <Origin origin={refund.origin} />
        </li>
        <li>
          <div className="k">{t('refund.payment')}</div>
          <div className="h">
            <Door kind="payment" id={refund.payment.id} className="door b">
              {refund.payment.code}
            </Door>
          </div>
        </li>
        {refund.customer && (
          <li>
            <div className="k">{t('refund.customer')}</div>
            <div className="h">
              <b lang="zh-CN">{refund.customer.name}</b>
            </div>
          </li>
        )}
      </ol>
    </>
  )
}
