import { Button, Drawer, Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../../api/commands';
import { useEyes } from '../../../api/eyes';
import { usePortalRecord, usePortalRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandForm } from '../../../ui/CommandForm';
import { DataTable } from '../../../ui/DataTable';
import { Facts } from '../../../ui/Facts';
import { Empty, Page } from '../../../ui/Page';
import { ProblemAlert, Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { placeLooks } from './Expenses';
import { usePlaces, type Places } from './places';

const NEW = 'new';

/** Hours that are meant for phases. */
export default function Bookings() {
  const { t } = useI18n();
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
            looks={placeLooks(places, { project: t('effort.project'), phase: t('effort.phase') })}
            csv={isOwn ? '/v1/portal/bookings?format=csv' : undefined}
            onOpen={({ id }) => setSearch({ open: id })}
            open={open}
            empty={<Empty title={t('bookings.empty')}>{t('bookings.emptyWhy')}</Empty>}
          />
        )}
      </Told>
      <Drawer
        opened={open === NEW || booking !== undefined}
        onClose={close}
        position="right"
        size="lg"
        title={t(open === NEW ? 'bookings.new' : 'bookings.one')}
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        {open === NEW ? (
          <NewBooking places={places} onDone={close} />
        ) : (
          booking && <Detail booking={booking} places={places} mayChange={isOwn} onDone={close} />
        )}
      </Drawer>
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

interface DetailProps {
  booking: RowOf<'bookings'>;
  places: Places;
  mayChange: boolean;
  onDone(): void;
}

function Detail({ booking, places, mayChange, onDone }: DetailProps) {
  const { t } = useI18n();
  const { data } = usePortalRecord('booking', { path: { id: booking.id } });
  const cancelling = useCommand('cancel-booking');
  const { project_id, phase_id, mine: _, ...rest } = booking;
  const names = { project: places.project(project_id), phase: places.phase(phase_id) };
  return (
    <Stack>
      <Facts of={{ ...names, ...rest }} />
      {mayChange && (
        <>
          <CommandForm
            command="change-booking"
            fixed={{ booking: booking.id }}
            initial={{ from: booking.from, until: booking.until, hours: booking.hours }}
            only={['from', 'until', 'hours']}
            ifMatch={data?.tag}
            onDone={onDone}
          />
          {cancelling.error && <ProblemAlert error={cancelling.error} />}
          <Group>
            <Button
              variant="default"
              loading={cancelling.isPending}
              onClick={() =>
                cancelling.mutate(
                  { body: { booking: booking.id }, ifMatch: data?.tag },
                  { onSuccess: onDone },
                )
              }
            >
              {t('bookings.cancel')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
