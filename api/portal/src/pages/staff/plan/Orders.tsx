import { useMemo } from 'react';
import type { OrderEntry, OrderItemEntry } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { CommandButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { Line, Lines } from '../../../ui/Lines';
import { named, useNames } from '../../../ui/names';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Records } from '../../../ui/Records';
import { StatusBadge } from '../../../ui/StatusBadge';
import { Tabbed } from '../../../ui/Tabbed';
import { Processes, WorkSteps } from './Operations';
import { OpenLink } from './OpenLink';

/** What is made for whom: order items, production orders, and what is to be done for them. */
export default function Orders() {
  const { t } = useI18n();
  return (
    <Page title={t('plan.orders')} fill>
      <Tabbed
        label={t('plan.orders')}
        tabs={[
          { name: 'items', label: t('plan.orderItems'), content: () => <OrderItems /> },
          {
            name: 'orders',
            label: t('plan.productionOrders'),
            content: () => <ProductionOrders />,
          },
          { name: 'steps', label: t('plan.workSteps'), content: () => <WorkSteps /> },
          { name: 'processes', label: t('plan.processes'), content: () => <Processes /> },
        ]}
      />
    </Page>
  );
}

function OrderItems() {
  const { t } = useI18n();
  const { workspace_zone: zone } = useMe();
  const list = useStaffRows('staff_order_items');
  const create = <CommandButton command="create-order-item" />;
  return (
    <Records
      of={list}
      name="staff-order-items"
      caption={t('plan.orderItems')}
      filters={['status', 'customer_project']}
      zone={zone}
      toolbar={create}
      csv="/v1/staff/order-items?format=csv"
      empty={
        <Empty title={t('plan.noOrderItems')}>
          {t('plan.noOrderItemsWhy')} {create}
        </Empty>
      }
      titleOf={({ number, article }) => `${number} · ${article}`}
      actions={({ id, article, quantity }) => (
        <CommandButton
          command="create-production-order"
          fixed={{ order_item: id }}
          initial={{ article, quantity }}
        />
      )}
      detail={(item) => <OrderItem item={item} />}
    />
  );
}

function OrderItem({ item }: { item: OrderItemEntry }) {
  const { t } = useI18n();
  const { workspace_zone: zone } = useMe();
  const orders = useStaffRows('staff_orders', { filters: { order_item_id: item.id } });
  return (
    <>
      <RecordFacts of={item} skip={['order_ids']} zone={zone} />
      <Part title={t('plan.productionOrders')}>
        <Told of={orders}>
          {({ rows }) => (
            <Lines of={rows} none={t('plan.noOrders')}>
              {({ id, number, article, status }) => (
                <Line
                  title={<OpenLink tab="orders" id={id} label={number} />}
                  about={article}
                  actions={<StatusBadge status={status} />}
                />
              )}
            </Lines>
          )}
        </Told>
      </Part>
    </>
  );
}

function ProductionOrders() {
  const { t } = useI18n();
  const list = useStaffRows('staff_orders');
  const items = useNames('OrderItemId');
  const looks = useMemo(() => named('order_item_id', items), [items]);
  const create = <CommandButton command="create-production-order" />;
  return (
    <Records
      of={list}
      name="staff-orders"
      caption={t('plan.productionOrders')}
      looks={looks}
      filters={['status', 'article']}
      toolbar={create}
      csv="/v1/staff/orders?format=csv"
      empty={
        <Empty title={t('plan.noOrders')}>
          {t('plan.noOrdersWhy')} {create}
        </Empty>
      }
      titleOf={({ number, article }) => `${number} · ${article}`}
      actions={(order) => (
        <>
          <CommandButton
            command="add-work-step"
            fixed={{ order: order.id }}
            initial={{ quantity: order.quantity }}
            ifMatch={tagOf(order)}
          />
          <CommandButton
            command="add-process"
            fixed={{ order: order.id }}
            initial={{ quantity: order.quantity }}
            ifMatch={tagOf(order)}
          />
        </>
      )}
      detail={(order) => <ProductionOrder order={order} />}
    />
  );
}

function ProductionOrder({ order }: { order: OrderEntry }) {
  const { t } = useI18n();
  const items = useNames('OrderItemId');
  const steps = useStaffRows('staff_work_steps', { filters: { order_id: order.id } });
  const processes = useStaffRows('staff_processes', { filters: { order_id: order.id } });
  return (
    <>
      <RecordFacts
        of={order}
        looks={named('order_item_id', items)}
        skip={['work_step_ids', 'process_ids']}
      />
      <Part title={t('plan.workSteps')}>
        <Told of={steps}>
          {({ rows }) => <Operations of={rows} tab="steps" none={t('plan.noSteps')} />}
        </Told>
      </Part>
      <Part title={t('plan.processes')}>
        <Told of={processes}>
          {({ rows }) => <Operations of={rows} tab="processes" none={t('plan.noProcesses')} />}
        </Told>
      </Part>
    </>
  );
}

interface Operation {
  id: string;
  sequence: number;
  name: string;
  status: string;
  resource?: string | null;
  planned_start?: string | null;
}

/** What is to be done for an order, in its sequence. */
function Operations({ of, tab, none }: { of: Operation[]; tab: string; none: string }) {
  const { instant } = useI18n();
  const { workspace_zone: zone } = useMe();
  const inOrder = [...of].sort((a, b) => a.sequence - b.sequence);
  return (
    <Lines of={inOrder} none={none}>
      {({ id, sequence, name, resource, planned_start, status }) => (
        <Line
          title={<OpenLink tab={tab} id={id} label={`${sequence} · ${name}`} />}
          about={[resource, planned_start && instant(planned_start, zone)]
            .filter(Boolean)
            .join(' · ')}
          actions={<StatusBadge status={status} />}
        />
      )}
    </Lines>
  );
}
