import { Button, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useEyes } from '../../../api/eyes';
import { usePortalRecord, usePortalRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Actions } from '../../../ui/Actions';
import { CommandForm } from '../../../ui/CommandForm';
import { DataTable } from '../../../ui/DataTable';
import { Detail } from '../../../ui/Detail';
import { Facts } from '../../../ui/Facts';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { placeLooks } from './expense';
import { fieldsIn } from '../../../ui/shown';
import { usePlaces, type Places } from './places';

const NEW = 'new';

/** Hours that are meant for phases. */
export default function Bookings() {
  const i18n = useI18n();
  const { t } = i18n;
  const eyes = useEyes();
  const list = usePortalRows('bookings');
  const places = usePlaces();
  const [{ open }, setSearch] = useSearchState();
  const isOwn = eyes.kind === 'own';
  const close = () => setSearch({ open: undefined });
  const booking = list.data?.rows.find(({ id }) => id === open);
  return (
    <Page
      title={t('bookings.title')}
      lead={t('bookings.lead')}
      fill
      actions={
        isOwn && <Button onClick={() => setSearch({ open: NEW })}>{t('bookings.new')}</Button>
      }
    >
      <Told of={list}>
        {(told) => (
          <DataTable
            {...told}
            name="bookings"
            caption={t('bookings.title')}
            filters={['status', 'person']}
            looks={placeLooks(places, i18n)}
            csv={isOwn ? '/v1/portal/bookings?format=csv' : undefined}
            onOpen={({ id }) => setSearch({ open: id })}
            open={open}
            empty={<Empty title={t('bookings.empty')}>{t('bookings.emptyWhy')}</Empty>}
          />
        )}
      </Told>
      {open === NEW && isOwn && (
        <Detail title={t('bookings.new')} onClose={close}>
          <NewBooking places={places} onDone={close} />
        </Detail>
      )}
      {booking && (
        <Detail title={t('bookings.one')} onClose={close}>
          <Opened key={booking.id} booking={booking} places={places} onDone={close} />
        </Detail>
      )}
    </Page>
  );
}

function NewBooking({ places, onDone }: { places: Places; onDone(): void }) {
  const { t } = useI18n();
  const [phase, setPhase] = useState<string | null>(null);
  const data = places.projects
    .map(({ id }) => ({
      group: places.project(id),
      items: places.phases
        .filter(({ project_id }) => project_id === id)
        .map((one) => ({ value: one.id, label: places.phase(one.id) })),
    }))
    .filter(({ items }) => items.length);
  return (
    <Stack gap="sm">
      <Select
        label={t('effort.phase')}
        withAsterisk
        placeholder={t('form.choose')}
        data={data}
        value={phase}
        onChange={setPhase}
        searchable
      />
      {phase && (
        <CommandForm
          command="book-person"
          fixed={{ phase }}
          only={['from', 'until', 'hours']}
          onDone={onDone}
          onCancel={onDone}
        />
      )}
    </Stack>
  );
}

interface OpenedProps {
  booking: RowOf<'bookings'>;
  places: Places;
  onDone(): void;
}

/** What is told of a booking, in this order. */
const TOLD = ['status', 'person', 'project', 'phase', 'from', 'until', 'hours'];

function Opened({ booking, places, onDone }: OpenedProps) {
  const { t } = useI18n();
  const { data } = usePortalRecord('booking', { path: { id: booking.id } });
  const names = {
    project: places.project(booking.project_id),
    phase: places.phase(booking.phase_id),
  };
  const fixed = { booking: booking.id };
  return (
    <>
      {data && (
        <Actions
          actions={[
            {
              label: t('effort.change'),
              form: {
                command: 'change-booking',
                fixed,
                ...fieldsIn(booking, ['from', 'until', 'hours']),
                ifMatch: data.tag,
                changes: true,
              },
            },
            {
              label: t('bookings.cancel'),
              confirm: t('bookings.cancelSure'),
              does: { command: 'cancel-booking', body: fixed, ifMatch: data.tag },
              onDone,
            },
          ]}
        />
      )}
      <Facts record={{ ...booking, ...names }} fields={TOLD} brief />
    </>
  );
}
